import type { DocumentAction as Action, DocumentStub, Mutation } from './check.ts'
import { alreadyExists, malformed, notFound, wrongRevision } from './failures.ts'
import { publishedId } from './ids.ts'
import { publishedFrom, type Read, type Stored, without } from './published-from.ts'

const GUARD = '_empty_action_guard_pseudo_field_'

const copyAs = (document: Stored, id: string): DocumentStub => ({ ...without(document, '_rev', '_updatedAt'), _id: id })

const demand = (read: Read, id: string, index: number): Stored => {
  const document = read(id)
  if (document === null) throw notFound(index, id)
  return document
}

const demandRevision = (document: Stored | null, id: string, expected: string | undefined, index: number): void => {
  if (expected === undefined) return
  if (document === null) throw notFound(index, id)
  if (document._rev !== expected) throw wrongRevision(index, id, String(document._rev), expected)
}

const edit = (action: Extract<Action, { draftId: string; patch: unknown }>, read: Read): Mutation[] => {
  const { draftId, publishedId: published, patch } = action
  const steps: Mutation[] = []
  const source = read(draftId) === null ? read(published) : null
  if (source !== null) steps.push({ create: copyAs(source, draftId) })
  // The guard alone means "make sure that the draft exists"; where it does, its revision still moves: the Studio waits for the event.
  const isGuard = Object.keys(patch).length === 1 && patch.unset?.length === 1 && patch.unset[0] === GUARD
  if (!isGuard || source === null) steps.push({ patch: { ...patch, id: draftId } })
  return steps
}

const publish = (action: Extract<Action, { ifDraftRevisionId?: string }>, read: Read, index: number): Mutation[] => {
  const draft = demand(read, action.draftId, index)
  demandRevision(draft, action.draftId, action.ifDraftRevisionId, index)
  demandRevision(read(action.publishedId), action.publishedId, action.ifPublishedRevisionId, index)
  if (publishedId(action.draftId) !== action.publishedId) {
    throw malformed(`actions[${index}]: "${action.draftId}" is not a draft or version of "${action.publishedId}"`)
  }
  return [
    { createOrReplace: publishedFrom(draft, action.publishedId) },
    { delete: { id: action.draftId } },
  ]
}

type CreateVersion = Extract<Action, { actionType: 'sanity.action.document.version.create' }>

const createVersion = (action: CreateVersion, read: Read, index: number): Mutation[] => {
  const id = action.document?._id ?? action.versionId
  if (id !== undefined && read(id) !== null) throw alreadyExists(index, id)
  if (action.document !== undefined) return [{ create: action.document }]
  const { baseId, versionId } = action
  if (baseId === undefined || versionId === undefined) throw malformed(`actions[${index}]: needs "document", or "baseId" and "versionId"`)
  const base = demand(read, baseId, index)
  demandRevision(base, baseId, action.ifBaseRevisionId, index)
  return [{ create: copyAs(base, versionId) }]
}

const unpublishVersion = (versionId: string, published: string, read: Read, index: number): Mutation[] => {
  const patch: Mutation = { patch: { id: versionId, setIfMissing: { _system: {} }, set: { '_system.delete': true } } }
  if (read(versionId) !== null) return [patch]
  return [{ create: copyAs(demand(read, published, index), versionId) }, patch]
}

const deleteAll = (published: string, drafts: readonly string[], read: Read, index: number): Mutation[] => {
  const ids = [published, ...drafts].filter((id) => read(id) !== null)
  if (ids.length === 0) throw notFound(index, published)
  for (const id of drafts) {
    if (publishedId(id) !== published) throw malformed(`actions[${index}]: "${id}" is not a draft or version of "${published}"`)
  }
  return ids.map((id) => ({ delete: { id } }))
}

const discard = (id: string, read: Read, index: number): Mutation[] => {
  if (id === publishedId(id)) throw malformed(`actions[${index}]: "${id}" is not a draft or version`)
  demand(read, id, index)
  return [{ delete: { id } }]
}

/**
 * In: one action, the state it meets, its place in the request. Out: the mutations it stands for.
 * Throws LakeError 409 when a document it needs is missing, already there or of another revision, 400 when ids do not belong together.
 */
export const translateAction = (action: Action, read: Read, index: number): Mutation[] => {
  switch (action.actionType) {
    case 'sanity.action.document.create': {
      const exists = read(action.attributes._id) !== null
      if (!exists) return [{ create: action.attributes }]
      if (action.ifExists === 'ignore') return [{ createIfNotExists: action.attributes }]
      throw alreadyExists(index, action.attributes._id)
    }
    case 'sanity.action.document.edit':
      return edit(action, read)
    case 'sanity.action.document.publish':
      return publish(action, read, index)
    case 'sanity.action.document.unpublish': {
      const published = demand(read, action.publishedId, index)
      return [{ createIfNotExists: copyAs(published, action.draftId) }, { delete: { id: action.publishedId } }]
    }
    case 'sanity.action.document.delete':
      return deleteAll(action.publishedId, action.includeDrafts ?? [], read, index)
    case 'sanity.action.document.discard':
      return discard(action.draftId, read, index)
    case 'sanity.action.document.version.discard':
      return discard(action.versionId, read, index)
    case 'sanity.action.document.replaceDraft':
      return [{ createOrReplace: action.attributes }]
    case 'sanity.action.document.version.replace':
      return [{ createOrReplace: action.document }]
    case 'sanity.action.document.version.create':
      return createVersion(action, read, index)
    case 'sanity.action.document.version.unpublish':
      return unpublishVersion(action.versionId, action.publishedId, read, index)
  }
}
