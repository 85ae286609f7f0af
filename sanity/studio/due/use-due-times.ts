import { z } from 'zod'
import { dueId, type DueTimes } from '#lib/validation/due.ts'
import { useLiveAnswer } from '../live-answer.ts'

const ids = '_id in $ids'
const question = {
  query: `*[${ids}]`,
  listen: `*[${ids}]`,
  perspective: 'raw',
  schema: z.array(z.object({ kind: z.enum(['publish', 'takeDown']), at: z.string(), problem: z.string().optional() })),
} as const

/** When the lake is to publish and take down a document, as it is set now, and what went wrong; undefined until that is known. */
export function useDueTimes(documentId: string): { times: DueTimes; problem: string | undefined } | undefined {
  const answer = useLiveAnswer({
    ...question,
    params: { ids: [dueId('publish', documentId), dueId('takeDown', documentId)] },
  })
  if (!answer) return undefined
  const at = (kind: keyof DueTimes) => answer.find((work) => work.kind === kind)?.at ?? null
  return {
    times: { publish: at('publish'), takeDown: at('takeDown') },
    problem: answer.find(({ problem }) => problem)?.problem,
  }
}
