import { translateAction } from './actions.ts'
import type { Action, DocumentStub, Mutation, PatchOperations } from './check.ts'
import { checkDocument, fieldNamesOf, withArrayKeys } from './document-rules.ts'
import { alreadyExists, conflict, malformed, notFound, wrongRevision } from './failures.ts'
import { completeId, isReleaseDocumentId, versionPrefix } from './ids.ts'
import { instantOf } from './instant.ts'
import { isObject, type JsonObject } from './json.ts'
import { encodeEffects } from './mendoza.ts'
import { applyPatch } from './patch/apply.ts'
import { createMeter, type Meter, PatchError } from './patch/limits.ts'
import { type Read, type Stored, without } from './published-from.ts'
import { checkReleaseDocument } from './release-document.ts'
import { isReleaseAction } from './release-action.ts'
import { translateRelease } from './releases.ts'
import { storable } from './storable.ts'
import type { Change, Operation, StoredDocument } from './types.ts'
import { checkVersion } from './version-lock.ts'

/** What a transaction is made of. Queries in mutations have been answered before. */
export type Transaction = {
  steps: { kind: 'mutations'; mutations: readonly Mutation[] } | { kind: 'actions'; actions: readonly Action[] }
  transactionId: string
  /** UTC instant, ISO 8601. */
  timestamp: string
  autoGenerateArrayKeys: boolean
}

/** The lake before the transaction, beyond its single documents. */
export type Lake = {
  /** The ids that begin with a prefix, in order. */
  idsUnder(prefix: string): readonly string[]
  /** Whether a release came in with an import that may still be going on. */
  isBeingImported(release: Stored): boolean
}

const emptyLake: Lake = { idsUnder: () => [], isBeingImported: () => false }

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

/** What the steps of one transaction share: what their patches cost so far, and how a step is named in errors. */
type Progress = { meter: Meter; kind: Transaction['steps']['kind'] }

const patched = (
  now: Draft,
  operations: PatchOperations & { id: string },
  index: number,
  { meter, kind }: Progress,
): Draft => {
  const { ifRevisionID, ...patch } = operations
  if (ifRevisionID !== undefined && now._rev !== ifRevisionID)
    throw wrongRevision(index, now._id, String(now._rev), ifRevisionID)
  const apply = (): unknown => {
    try {
      return applyPatch(now, patch, meter)
    } catch (error) {
      if (error instanceof PatchError) throw malformed(`${kind}[${index}].patch.${error.message}`)
      throw error
    }
  }
  const result = apply()
  if (!isObject(result) || result._id !== now._id || result._type !== now._type) {
    throw conflict(
      index,
      'mutationError',
      `The _id and the _type of document "${now._id}" can not be changed by a patch`,
      { id: now._id },
    )
  }
  const createdAt = result._createdAt ?? now._createdAt
  if (createdAt !== now._createdAt && instantOf(createdAt) === null)
    throw malformed(`${kind}[${index}].patch: _createdAt must be an instant such as "2026-01-01T08:00:00Z"`)
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
 * A new document keeps the dates it comes with: that is how a dataset is brought from elsewhere. One that was there keeps its own `_createdAt`.
 * @returns the document after one mutation; the same object when nothing was done.
 * @throws LakeError 409.
 */
const applyMutation = (
  now: Draft | null,
  mutation: Mutation,
  id: string,
  index: number,
  progress: Progress,
): Draft | null => {
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
  return patched(now, mutation.patch, index, progress)
}

const finish = (now: Draft, transaction: Transaction): StoredDocument => {
  const { _id, _type, _rev: _oldRevision, _createdAt, _updatedAt, ...fields } = now
  const orNow = (date: unknown) => (typeof date === 'string' ? date : transaction.timestamp)
  return {
    _id,
    _type,
    _rev: transaction.transactionId,
    _createdAt: orNow(_createdAt),
    _updatedAt: orNow(_updatedAt),
    ...fields,
  }
}

const toChange = (
  id: string,
  entry: Entry,
  transaction: Transaction,
  isKnownName: (name: string) => boolean,
): Change => {
  const operation = operationOf(entry)
  const { before, mutations } = entry
  if (operation === 'none')
    return { documentId: id, operation, before, after: before, mutations, effects: { apply: [], revert: [] } }
  // Checked once more: a patch may have made a number too great, or cut a character in half.
  const after = entry.now === null ? null : storable(finish(entry.now, transaction), `Document "${id}"`)
  if (after !== null) checkDocument(after, isKnownName)
  if (after !== null && isReleaseDocumentId(id)) checkReleaseDocument(before, after)
  return { documentId: id, operation, before, after, mutations, effects: encodeEffects(before, after) }
}

/**
 * Pure but for made-up ids and keys. Takes a transaction and the lake before it.
 * @returns one change per document it names, in order of first mention, and for each the step that last touched it.
 * @throws LakeError 400 and 409; then nothing has happened.
 */
export const applyTransaction = (
  transaction: Transaction,
  read: (id: string) => StoredDocument | null,
  lake: Lake = emptyLake,
): { changes: Change[]; indexes: ReadonlyMap<string, number> } => {
  const entries = new Map<string, Entry>()
  const met = new Map<string, StoredDocument>()
  const readStored = (id: string): StoredDocument | null => {
    const document = met.get(id) ?? read(id)
    if (document !== null) met.set(id, document)
    return document
  }
  const entryOf = (id: string): Entry => {
    const known = entries.get(id)
    if (known !== undefined) return known
    const before = readStored(id)
    const entry: Entry = { before, now: before, mutations: [], index: 0 }
    entries.set(id, entry)
    return entry
  }
  const readNow: Read = (id) => entries.get(id)?.now ?? (entries.has(id) ? null : readStored(id))
  const { steps } = transaction
  const progress: Progress = { meter: createMeter(), kind: steps.kind }
  /** `kind` is that of the step; none for what an action on a release does, which may write what others may not. */
  const apply = (asked: Mutation, index: number, kind?: 'mutations' | 'actions') => {
    const sound = storable(asked, `${steps.kind}[${index}]`)
    const mutation = transaction.autoGenerateArrayKeys ? withArrayKeys(sound) : sound
    const id = idOf(mutation)
    if (kind !== undefined)
      checkVersion({ mutation, id, index, kind }, { read: readNow, isBeingImported: lake.isBeingImported })
    const entry = entryOf(id)
    const after = applyMutation(entry.now, mutation, id, index, progress)
    // An action on a document is an edit: the Studio sends whole documents of earlier days when it restores or copies one.
    entry.now = after !== null && after !== entry.now && kind === 'actions' ? touched(after) : after
    entry.mutations.push(named(mutation, id))
    entry.index = index
  }
  /** Earlier steps count: a version may be made and published in one request. */
  const versionsOf = (releaseId: string): string[] => {
    const prefix = versionPrefix(releaseId)
    const made = [...entries.keys()].filter((id) => id.startsWith(prefix))
    return [...new Set([...lake.idsUnder(prefix), ...made])].filter((id) => readNow(id) !== null).toSorted()
  }
  if (steps.kind === 'mutations') steps.mutations.forEach((mutation, index) => apply(mutation, index, 'mutations'))
  else {
    for (const [index, action] of steps.actions.entries()) {
      if (isReleaseAction(action)) {
        for (const mutation of translateRelease(
          action,
          versionsOf(action.releaseId),
          readNow,
          index,
          transaction.timestamp,
        ))
          apply(mutation, index)
      } else for (const mutation of translateAction(action, readNow, index)) apply(mutation, index, 'actions')
    }
  }
  let names: ReadonlySet<string> | undefined
  const isKnownName = (name: string) => (names ??= fieldNamesOf(met.values())).has(name)
  return {
    changes: [...entries].map(([id, entry]) => toChange(id, entry, transaction, isKnownName)),
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
