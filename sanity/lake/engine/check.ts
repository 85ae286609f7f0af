import { z } from 'zod'
import { malformed, notImplemented } from './failures.ts'
import { isReleaseId } from './ids.ts'
import { instantOf } from './instant.ts'
import type { CommitRequest } from './types.ts'

const instant = z
  .string()
  .refine((text) => instantOf(text) !== null, 'must be an instant such as "2026-01-01T08:00:00Z"')
const dates = { _createdAt: instant.optional(), _updatedAt: instant.optional() }
const stub = z.looseObject({ _type: z.string().min(1), _id: z.string().optional(), ...dates })
const identified = z.looseObject({ _type: z.string().min(1), _id: z.string().min(1), ...dates })
const byPath = z.record(z.string(), z.unknown())
const items = z.array(z.unknown())
const params = z.record(z.string(), z.unknown()).optional()

const patchOperations = {
  ifRevisionID: z.string().optional(),
  set: byPath.optional(),
  setIfMissing: byPath.optional(),
  unset: z.array(z.string()).optional(),
  inc: z.record(z.string(), z.number()).optional(),
  dec: z.record(z.string(), z.number()).optional(),
  insert: z
    .union([
      z.strictObject({ before: z.string(), items }),
      z.strictObject({ after: z.string(), items }),
      z.strictObject({ replace: z.string(), items }),
    ])
    .optional(),
  diffMatchPatch: z.record(z.string(), z.string()).optional(),
}

const selection = { id: z.string().min(1) }
const selectionByQuery = { query: z.string().min(1), params }
const purge = z.boolean().optional()

// Strict: an operation this lake does not know must not be dropped in silence.
const mutation = {
  create: stub,
  createIfNotExists: stub,
  createOrReplace: stub,
  delete: z.union([z.strictObject({ ...selection, purge }), z.strictObject({ ...selectionByQuery, purge })]),
  patch: z.union([
    z.strictObject({ ...selection, ...patchOperations }),
    z.strictObject({ ...selectionByQuery, ...patchOperations }),
  ]),
}

const id = z.string().min(1)
const revision = z.string().optional()
const document = 'sanity.action.document'
const release = 'sanity.action.release'
/** The actions of one request, and the ids of one action: each is one transaction, and all others wait meanwhile. */
const MOST_STEPS = 1000

/** It becomes a part of ids: `versions.<releaseId>.<id>`. */
const releaseId = z
  .string()
  .refine(
    isReleaseId,
    'The id of a release has letters, digits, "_" and "-", 100 characters at most, begins with no "-" and is not the name of a perspective',
  )

const releaseActions = [
  z.object({ actionType: z.literal(`${release}.create`), releaseId, metadata: z.looseObject({}).default({}) }),
  z.object({
    actionType: z.literal(`${release}.import`),
    releaseId,
    // Two names of the same: the client's types have both.
    attributes: identified.optional(),
    document: identified.optional(),
    ifExists: z.enum(['fail', 'ignore', 'replace']).default('fail'),
  }),
  z.object({ actionType: z.literal(`${release}.edit`), releaseId, patch: z.strictObject(patchOperations) }),
  z.object({ actionType: z.literal(`${release}.schedule`), releaseId, publishAt: z.iso.datetime({ offset: true }) }),
  z.object({
    actionType: z.enum([
      `${release}.unschedule`,
      `${release}.archive`,
      `${release}.unarchive`,
      `${release}.publish`,
      `${release}.delete`,
    ]),
    releaseId,
  }),
] as const

const action = z.discriminatedUnion('actionType', [
  z.object({
    actionType: z.literal(`${document}.create`),
    publishedId: id,
    attributes: identified,
    ifExists: z.enum(['fail', 'ignore']).optional(),
  }),
  z.object({
    actionType: z.literal(`${document}.edit`),
    draftId: id,
    publishedId: id,
    patch: z.strictObject(patchOperations),
  }),
  z.object({
    actionType: z.literal(`${document}.publish`),
    draftId: id,
    publishedId: id,
    ifDraftRevisionId: revision,
    ifPublishedRevisionId: revision,
  }),
  z.object({ actionType: z.literal(`${document}.unpublish`), draftId: id, publishedId: id }),
  z.object({
    actionType: z.literal(`${document}.delete`),
    publishedId: id,
    includeDrafts: z.array(id).max(MOST_STEPS).optional(),
    purge,
  }),
  z.object({ actionType: z.literal(`${document}.discard`), draftId: id, purge }),
  z.object({ actionType: z.literal(`${document}.replaceDraft`), publishedId: id, attributes: identified }),
  z.object({
    actionType: z.literal(`${document}.version.create`),
    publishedId: id,
    // Two names of the same: the App SDK sends "attributes".
    document: identified.optional(),
    attributes: identified.optional(),
    baseId: id.optional(),
    versionId: id.optional(),
    ifBaseRevisionId: revision,
  }),
  z.object({ actionType: z.literal(`${document}.version.discard`), versionId: id, purge }),
  z.object({ actionType: z.literal(`${document}.version.replace`), document: identified }),
  z.object({ actionType: z.literal(`${document}.version.unpublish`), versionId: id, publishedId: id }),
  ...releaseActions,
])

/** A document on its way in: system fields may be missing. */
export type DocumentStub = z.infer<typeof stub>
/** What a patch does, without whom it is for. */
export type PatchOperations = Omit<z.infer<(typeof mutation)['patch']['options'][0]>, 'id'>
export type Action = z.infer<typeof action>
export type ReleaseAction = z.infer<(typeof releaseActions)[number]>
export type DocumentAction = Exclude<Action, ReleaseAction>

/** A mutation of documents named by id. */
export type Mutation =
  | { create: DocumentStub }
  | { createIfNotExists: DocumentStub }
  | { createOrReplace: DocumentStub }
  | { delete: { id: string; purge?: boolean | undefined } }
  | { patch: PatchOperations & { id: string } }

/** A mutation of whatever a query finds; the engine asks the query before the transaction. */
export type QueryMutation =
  | { delete: { query: string; params?: Record<string, unknown>; purge?: boolean | undefined } }
  | { patch: PatchOperations & { query: string; params?: Record<string, unknown> } }

/** A checked request: either kind of steps, in order. */
export type Steps =
  | { kind: 'mutations'; mutations: readonly (Mutation | QueryMutation)[] }
  | { kind: 'actions'; actions: readonly Action[] }

/** Whether a mutation names its documents by a query. */
export const isByQuery = (step: Mutation | QueryMutation): step is QueryMutation =>
  ('delete' in step && 'query' in step.delete) || ('patch' in step && 'query' in step.patch)

const explain = (where: string, error: z.ZodError): string => {
  const issue = error.issues[0]
  if (issue === undefined) return `${where} is not valid`
  const path = issue.path.map(String).join('.')
  return `${path === '' ? where : `${where}.${path}`}: ${issue.message}`
}

const asList = (value: unknown, name: string): unknown[] => {
  const list = Array.isArray(value)
    ? value
    : name === 'actions' && typeof value === 'object' && value !== null
      ? [value]
      : null
  if (list === null) throw malformed(`"${name}" must be a list`)
  return list
}

const checkMutation = (value: unknown, index: number): Mutation | QueryMutation => {
  const where = `mutations[${index}]`
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const kind = keys[0]
  if (keys.length !== 1 || kind === undefined || !Object.hasOwn(mutation, kind)) {
    throw malformed(`${where}: must have exactly one of ${Object.keys(mutation).join(', ')}`)
  }
  const parsed = z.object({ [kind]: mutation[kind as keyof typeof mutation] }).safeParse(value)
  if (!parsed.success) throw malformed(explain(where, parsed.error))
  return parsed.data as Mutation | QueryMutation
}

const checkAction = (value: unknown, index: number): Action => {
  const type = typeof value === 'object' && value !== null && 'actionType' in value ? String(value.actionType) : ''
  const parsed = action.safeParse(value)
  if (parsed.success) return parsed.data
  if (type.startsWith('sanity.action.') && parsed.error.issues.some((issue) => issue.path[0] === 'actionType'))
    throw notImplemented(type)
  throw malformed(explain(`actions[${index}]`, parsed.error))
}

/**
 * @param request a request as it came over the wire.
 * @returns its steps.
 * @throws LakeError 400 (malformed) or 501 (an action not known here).
 */
export const checkSteps = (request: Pick<CommitRequest, 'mutations' | 'actions'>): Steps => {
  const hasMutations = request.mutations !== undefined
  if (hasMutations === (request.actions !== undefined))
    throw malformed('Exactly one of "mutations" and "actions" must be given')
  if (hasMutations) return { kind: 'mutations', mutations: asList(request.mutations, 'mutations').map(checkMutation) }
  const actions = asList(request.actions, 'actions')
  if (actions.length === 0) throw malformed('No actions provided')
  if (actions.length > MOST_STEPS)
    throw malformed(`"actions" has ${actions.length} actions, ${MOST_STEPS} are allowed in one request`)
  return { kind: 'actions', actions: actions.map(checkAction) }
}
