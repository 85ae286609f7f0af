import { z } from 'zod'
import type { PatchOperations } from './check.ts'
import { malformed } from './failures.ts'
import { releaseDocumentId } from './ids.ts'
import { isObject } from './json.ts'

const states = ['active', 'scheduled', 'archived', 'published'] as const
/** What the hosted lake calls a release whose state is just changing, and what it was before. */
const passing: Readonly<Record<string, (typeof states)[number]>> = {
  scheduling: 'active',
  publishing: 'active',
  archiving: 'active',
  unarchiving: 'archived',
}

const metadata = z.looseObject({
  releaseType: z.enum(['asap', 'scheduled', 'undecided']),
  cardinality: z.enum(['many', 'one']).optional(),
})
const release = z
  .looseObject({
    _id: z.string(),
    _type: z.literal('system.release'),
    name: z.string(),
    state: z.enum(states),
    publishAt: z.iso.datetime({ offset: true }).optional(),
    metadata,
  })
  .refine(({ _id, name }) => _id === releaseDocumentId(name), 'The name of a release is the end of its id')
  .refine(
    ({ state, publishAt }) => state !== 'scheduled' || publishAt !== undefined,
    'A scheduled release needs "publishAt"',
  )

type Fields = Record<string, unknown>

/**
 * @param given the metadata of a request.
 * @returns the same with a release type: the documents of releases always have one.
 */
export const withReleaseType = (given: unknown): Fields => ({
  releaseType: 'undecided',
  ...(isObject(given) ? given : {}),
})

/** Throws LakeError 400 when the document of a release is no whole one after a change. One that was none before goes on as it is: older lakes took it. */
export const checkReleaseDocument = (before: Fields | null, after: Fields): void => {
  const { success, error } = release.safeParse(after)
  if (success || (before !== null && !release.safeParse(before).success)) return
  const issue = error.issues[0]
  throw malformed(`Release "${String(after._id)}": ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}`)
}

/**
 * One whose state was just changing is as it was before. Takes a release as an export gives it, and its id.
 * @returns the document to store.
 * @throws LakeError 400 when it is the document of another release, or none.
 */
export const importedRelease = (
  given: { _id: string; _type: string; [field: string]: unknown },
  releaseId: string,
  index: number,
): typeof given => {
  const id = releaseDocumentId(releaseId)
  if (given._id !== id)
    throw malformed(`actions[${index}]: the document "${given._id}" is not that of release "${releaseId}"`)
  const state = passing[String(given.state)] ?? given.state
  return { ...given, name: given.name ?? releaseId, state, metadata: withReleaseType(given.metadata) }
}

const pathsOf = ({ set, setIfMissing, unset, inc, dec, insert, diffMatchPatch }: PatchOperations): string[] => {
  const byPath = [set, setIfMissing, inc, dec, diffMatchPatch].flatMap((operation) => Object.keys(operation ?? {}))
  const places =
    insert === undefined
      ? []
      : Object.entries(insert).flatMap(([place, path]) => (place !== 'items' && typeof path === 'string' ? [path] : []))
  return [...byPath, ...(unset ?? []), ...places]
}

/** Throws LakeError 400 when a patch reaches beyond `metadata`: state, name and times are the lake's own. A recursive path may reach anywhere. */
export const mustEditMetadata = (patch: PatchOperations, index: number): void => {
  const other = pathsOf(patch).find((path) => !/^metadata(?:$|[.[])/.test(path) || path.includes('..'))
  if (other !== undefined)
    throw malformed(
      `actions[${index}].patch: "${other}" is not under "metadata": the rest of a release is changed by its actions`,
    )
}
