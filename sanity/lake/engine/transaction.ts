import { Mutation as Patcher } from '@sanity/mutator'
import { translateAction } from './actions.ts'
import type { Action, DocumentStub, Mutation, PatchOperations } from './check.ts'
import { checkDocument, withArrayKeys } from './document-rules.ts'
import { alreadyExists, conflict, malformed, notFound, wrongRevision } from './failures.ts'
import { completeId } from './ids.ts'
import type { JsonObject } from './json.ts'
import { instantOf } from './instant.ts'
import { encodeEffects } from './mendoza.ts'
import { type Read, without } from './published-from.ts'
import { isReleaseAction } from './release-action.ts'
import { translateRelease } from './releases.ts'
import type { Change, Operation, StoredDocument } from './types.ts'

/** What a transaction is made of. Queries in mutations have been answered before, and the versions of releases (by the release's id) found. */
export type Transaction = {
  steps: { kind: 'mutations'; mutations: readonly Mutation[] } | { kind: 'actions'; actions: readonly Action[]; versions?: ReadonlyMap<string, readonly string[]> }
  transactionId: string
  /** UTC instant, ISO 8601. */
  timestamp: string
  autoGenerateArrayKeys: boolean
}

type Draft = { _id: string; _type: string } & JsonObject
/** One document within the transaction; `index` is the last step that touched it. */
type Entry = { before: StoredDocument | null; now: Draft | null; mutations: Mutation[]; index: number }

const operationOf = ({ before, now }: Entry): Operation => {
  if (before === null) return now === null ? 'none' : 'create'
  if (now === null) return 'delete'
  return now === before ? 'none' : 'update'
}

const toDraft = (stub: DocumentStub, id: string): Draft => {
  const { _rev: _, ...rest } = stub
  return { ...rest, _id: id }
}

/** Without the day of the last change, so that it becomes this transaction's. */
const touched = (document: Draft): Draft => ({ ...without(document, '_updatedAt'), _id: document._id })

const patched = (now: Draft, operations: PatchOperations & { id: string }, index: number): Draft => {
  const { ifRevisionID, ...patch } = operations
  if (ifRevisionID !== undefined && now._rev !== ifRevisionID) throw wrongRevision(index, now._id, String(now._rev), ifRevisionID)
  const apply = (): JsonObject | null => {
    try {
      return new Patcher({ mutations: [{ patch }] }).apply(now)
    } catch (error) {
      throw malformed(`mutations[${index}].patch: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const result = apply()
  if (result === null || result._id !== now._id || result._type !== now._type) {
    throw conflict(index, 'mutationError', `The _id and the _type of document "${now._id}" can not be changed by a patch`, { id: now._id })
  }
  const createdAt = result._createdAt ?? now._createdAt
  if (createdAt !== now._createdAt && instantOf(createdAt) === null) throw malformed(`mutations[${index}].patch: _createdAt must be an instant such as "2026-01-01T08:00:00Z"`)
  // A patch that changes nothing is an update all the same: clients wait for the event of their transaction.
  return touched({ ...result, _createdAt: createdAt, _id: now._id, _type: now._type })
}

const idOf = (mutation: Mutation): string => {
  if ('create' in mutation) return completeId(mutation.create._id)
  if ('createIfNotExists' in mutation) return completeId(mutation.createIfNotExists._id)
  if ('createOrReplace' in mutation) return completeId(mutation.createOrReplace._id)
  return 'delete' in mutation ? mutation.delete.id : mutation.patch.id
}

/**
 * Out: the document after one mutation; the same object when nothing was done. A new document keeps the dates it comes with: that is how a
 * dataset is brought from elsewhere. One that was there keeps its own `_createdAt`. Throws LakeError 409.
 */
const applyMutation = (now: Draft | null, mutation: Mutation, id: string, index: number): Draft | null => {
  if ('create' in mutation) {
    if (now !== null) throw alreadyExists(index, id)
    return toDraft(mutation.create, id)
  }
  if ('createIfNotExists' in mutation) return now ?? toDraft(mutation.createIfNotExists, id)
  if ('createOrReplace' in mutation) {
    const created = toDraft(mutation.createOrReplace, id)
    return now === null ? created : touched({ ...created, _createdAt: now._createdAt ?? created._createdAt })
  }
  if ('delete' in mutation) return null
  if (now === null) throw notFound(index, id)
  return patched(now, mutation.patch, index)
}

const finish = (now: Draft, transaction: Transaction): StoredDocument => {
  const { _id, _type, _rev: _oldRevision, _createdAt, _updatedAt, ...fields } = now
  const orNow = (date: unknown) => (typeof date === 'string' ? date : transaction.timestamp)
  return { _id, _type, _rev: transaction.transactionId, _createdAt: orNow(_createdAt), _updatedAt: orNow(_updatedAt), ...fields }
}

const toChange = (id: string, entry: Entry, transaction: Transaction): Change => {
  const operation = operationOf(entry)
  const { before, mutations } = entry
  if (operation === 'none') return { documentId: id, operation, before, after: before, mutations, effects: { apply: [], revert: [] } }
  const after = entry.now === null ? null : finish(entry.now, transaction)
  if (after !== null) checkDocument(after)
  return { documentId: id, operation, before, after, mutations, effects: encodeEffects(before, after) }
}

/**
 * In: a transaction and the way to read the lake before it. Out: one change per document it names, in order of first mention,
 * and for each the step that last touched it. Pure but for made-up ids and keys. Throws LakeError 400 and 409; then nothing has happened.
 */
export const applyTransaction = (
  transaction: Transaction,
  read: (id: string) => StoredDocument | null,
): { changes: Change[]; indexes: ReadonlyMap<string, number> } => {
  const entries = new Map<string, Entry>()
  const entryOf = (id: string): Entry => {
    const known = entries.get(id)
    if (known !== undefined) return known
    const before = read(id)
    const entry: Entry = { before, now: before, mutations: [], index: 0 }
    entries.set(id, entry)
    return entry
  }
  const readNow: Read = (id) => entries.get(id)?.now ?? (entries.has(id) ? null : read(id))
  const { steps } = transaction
  const apply = (asked: Mutation, index: number) => {
    const mutation = transaction.autoGenerateArrayKeys ? withArrayKeys(asked) : asked
    const id = idOf(mutation)
    const entry = entryOf(id)
    const after = applyMutation(entry.now, mutation, id, index)
    // An action is an edit: the Studio sends whole documents of earlier days when it restores or copies one.
    entry.now = after !== null && after !== entry.now && steps.kind === 'actions' ? touched(after) : after
    entry.mutations.push(named(mutation, id))
    entry.index = index
  }
  if (steps.kind === 'mutations') steps.mutations.forEach(apply)
  else {
    const { actions, versions } = steps
    const translate = (action: Action, index: number) =>
      isReleaseAction(action) ? translateRelease(action, versions?.get(action.releaseId) ?? [], readNow, index, transaction.timestamp) : translateAction(action, readNow, index)
    actions.forEach((action, index) => translate(action, index).forEach((mutation) => apply(mutation, index)))
  }
  return {
    changes: [...entries].map(([id, entry]) => toChange(id, entry, transaction)),
    indexes: new Map([...entries].map(([id, { index }]) => [id, index])),
  }
}

/** The mutation as listeners get it: with the id that was made for it. */
const named = (mutation: Mutation, id: string): Mutation => {
  if ('create' in mutation) return { create: { ...mutation.create, _id: id } }
  if ('createIfNotExists' in mutation) return { createIfNotExists: { ...mutation.createIfNotExists, _id: id } }
  if ('createOrReplace' in mutation) return { createOrReplace: { ...mutation.createOrReplace, _id: id } }
  return mutation
}
