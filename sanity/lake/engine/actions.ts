import type { DocumentAction as Action, DocumentStub, Mutation } from './check.ts'
import { alreadyExists, conflict, malformed, notFound, wrongRevision } from './failures.ts'
import { isDocumentId, isPublishedId, layerOf, publishedId, releaseOf } from './ids.ts'
import { publishing, type Read, type Stored, without } from './published-from.ts'

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

const mustBePublishedId = (id: string, index: number): void => {
  if (!isPublishedId(id)) throw malformed(`actions[${index}]: "${id}" is not the id of a published document`)
}

const mustBeVersion = (id: string, index: number): void => {
  if (layerOf(id) === null || !isDocumentId(id))
    throw malformed(`actions[${index}]: "${id}" is not the id of a draft or version`)
}

/** Without it an action would take the rights and the history of one document for those of another. */
const mustBelong = (id: string, published: string, index: number): void => {
  mustBePublishedId(published, index)
  if (layerOf(id) === null || !isDocumentId(id) || publishedId(id) !== published) {
    throw malformed(`actions[${index}]: "${id}" is not a draft or version of "${published}"`)
  }
}

const mustBeDraft = (id: string, published: string, index: number): void => {
  mustBePublishedId(published, index)
  if (id !== `drafts.${published}`) throw malformed(`actions[${index}]: "${id}" is not the draft of "${published}"`)
}

type Named<Type extends Action['actionType']> = Extract<Action, { actionType: Type }>

const create = (
  { publishedId: published, attributes, ifExists }: Named<'sanity.action.document.create'>,
  read: Read,
  index: number,
): Mutation[] => {
  mustBelong(attributes._id, published, index)
  // A release's version is made beside a published document; a draft of one is made by editing it.
  if (releaseOf(attributes._id) === null && read(published) !== null) throw alreadyExists(index, published)
  if (read(attributes._id) === null) return [{ create: attributes }]
  if (ifExists === 'ignore') return [{ createIfNotExists: attributes }]
  throw alreadyExists(index, attributes._id)
}

const edit = (action: Named<'sanity.action.document.edit'>, read: Read, index: number): Mutation[] => {
  const { draftId, publishedId: published, patch } = action
  mustBelong(draftId, published, index)
  const steps: Mutation[] = []
  const source = read(draftId) === null ? read(published) : null
  if (source !== null) steps.push({ create: copyAs(source, draftId) })
  // The guard alone means "make sure that the draft exists"; where it does, its revision still moves: the Studio waits for the event.
  const isGuard = Object.keys(patch).length === 1 && patch.unset?.length === 1 && patch.unset[0] === GUARD
  if (!isGuard || source === null) steps.push({ patch: { ...patch, id: draftId } })
  return steps
}

const publish = (action: Named<'sanity.action.document.publish'>, read: Read, index: number): Mutation[] => {
  mustBelong(action.draftId, action.publishedId, index)
  const draft = demand(read, action.draftId, index)
  demandRevision(draft, action.draftId, action.ifDraftRevisionId, index)
  demandRevision(read(action.publishedId), action.publishedId, action.ifPublishedRevisionId, index)
  return publishing(draft, action.publishedId)
}

const unpublish = (
  { draftId, publishedId: published }: Named<'sanity.action.document.unpublish'>,
  read: Read,
  index: number,
): Mutation[] => {
  mustBeDraft(draftId, published, index)
  return [{ createIfNotExists: copyAs(demand(read, published, index), draftId) }, { delete: { id: published } }]
}

const deleteAll = (action: Named<'sanity.action.document.delete'>, read: Read, index: number): Mutation[] => {
  const { publishedId: published, includeDrafts = [], purge } = action
  mustBePublishedId(published, index)
  for (const id of includeDrafts) mustBelong(id, published, index)
  const ids = [published, ...new Set(includeDrafts)].filter((id) => read(id) !== null)
  if (ids.length === 0) throw notFound(index, published)
  const draft = `drafts.${published}`
  if (!includeDrafts.includes(draft) && read(draft) !== null) {
    throw conflict(
      index,
      'documentHasDraftError',
      `Document "${published}" has the draft "${draft}": name it in "includeDrafts", or discard it first`,
      { id: published, draftId: draft },
    )
  }
  if (purge !== true) return ids.map((id) => ({ delete: { id } }))
  // Also where only drafts are left: the published document has a history all the same.
  return [...new Set([published, ...ids])].map((id) => ({ delete: { id, purge } }))
}

const discard = (id: string, purge: boolean | undefined, read: Read, index: number): Mutation[] => {
  mustBeVersion(id, index)
  demand(read, id, index)
  return [{ delete: { id, ...(purge === true ? { purge } : {}) } }]
}

const replaceDraft = (
  { publishedId: published, attributes }: Named<'sanity.action.document.replaceDraft'>,
  read: Read,
  index: number,
): Mutation[] => {
  mustBeDraft(attributes._id, published, index)
  if (read(published) === null) demand(read, attributes._id, index)
  return [{ createOrReplace: attributes }]
}

const replaceVersion = (
  { document }: Named<'sanity.action.document.version.replace'>,
  read: Read,
  index: number,
): Mutation[] => {
  mustBeVersion(document._id, index)
  demand(read, document._id, index)
  return [{ createOrReplace: document }]
}

const createVersion = (
  action: Named<'sanity.action.document.version.create'>,
  read: Read,
  index: number,
): Mutation[] => {
  const { publishedId: published, document = action.attributes, baseId, versionId, ifBaseRevisionId } = action
  const id = document?._id ?? versionId
  if (id !== undefined) mustBelong(id, published, index)
  if (id !== undefined && read(id) !== null) throw alreadyExists(index, id)
  if (document !== undefined) return [{ create: document }]
  if (baseId === undefined || versionId === undefined)
    throw malformed(`actions[${index}]: needs "document" (or "attributes"), or "baseId" and "versionId"`)
  const base = demand(read, baseId, index)
  if (publishedId(baseId) !== published)
    throw malformed(`actions[${index}]: "${baseId}" is neither "${published}" nor a draft or version of it`)
  demandRevision(base, baseId, ifBaseRevisionId, index)
  return [{ create: copyAs(base, versionId) }]
}

const unpublishVersion = (
  { versionId, publishedId: published }: Named<'sanity.action.document.version.unpublish'>,
  read: Read,
  index: number,
): Mutation[] => {
  mustBelong(versionId, published, index)
  if (releaseOf(versionId) === null) throw malformed(`actions[${index}]: "${versionId}" is not a version in a release`)
  const patch: Mutation = { patch: { id: versionId, setIfMissing: { _system: {} }, set: { '_system.delete': true } } }
  if (read(versionId) !== null) return [patch]
  return [{ create: copyAs(demand(read, published, index), versionId) }, patch]
}

/**
 * Takes one action, the state it meets, its place in the request.
 * @returns the mutations it stands for.
 * @throws LakeError 409 when a document it needs is missing, already there or of another revision, 400 when ids do not belong together.
 */
export const translateAction = (action: Action, read: Read, index: number): Mutation[] => {
  switch (action.actionType) {
    case 'sanity.action.document.create':
      return create(action, read, index)
    case 'sanity.action.document.edit':
      return edit(action, read, index)
    case 'sanity.action.document.publish':
      return publish(action, read, index)
    case 'sanity.action.document.unpublish':
      return unpublish(action, read, index)
    case 'sanity.action.document.delete':
      return deleteAll(action, read, index)
    case 'sanity.action.document.discard':
      return discard(action.draftId, action.purge, read, index)
    case 'sanity.action.document.version.discard':
      return discard(action.versionId, action.purge, read, index)
    case 'sanity.action.document.replaceDraft':
      return replaceDraft(action, read, index)
    case 'sanity.action.document.version.replace':
      return replaceVersion(action, read, index)
    case 'sanity.action.document.version.create':
      return createVersion(action, read, index)
    case 'sanity.action.document.version.unpublish':
      return unpublishVersion(action, read, index)
  }
}
