import { openForReading } from './database.ts'
import { matchDocument } from './match.ts'
import { planTransaction } from './plan.ts'
import type { LakeNames, MatchRequest } from './types.ts'
import { serveWorker, workerInput } from './worker-port.ts'

type Context = { db: ReturnType<typeof openForReading>; sanity: { sanity?: LakeNames } }
type Changes = readonly Pick<MatchRequest, 'before' | 'after'>[]

/** One question for all changes of a commit: a listener must not make as many questions as a transaction has documents. */
const match = async (
  { sanity }: Context,
  { changes, ...question }: Omit<MatchRequest, 'before' | 'after'> & { now: Date; changes: Changes },
) => {
  const matches: { before: boolean; after: boolean }[] = []
  for (const change of changes) matches.push(await matchDocument({ ...question, ...change, ...sanity }))
  return matches
}

const start = (): { context: Context; ready: null } => {
  const { folder, names } = workerInput() as { folder: string; names: LakeNames | undefined }
  return { context: { db: openForReading(folder), sanity: names ? { sanity: names } : {} }, ready: null }
}

serveWorker(start, {
  plan: ({ db }: Context, asked: Parameters<typeof planTransaction>[1]) => planTransaction(db, asked),
  match,
  close: ({ db }: Context) => db.close(),
})
