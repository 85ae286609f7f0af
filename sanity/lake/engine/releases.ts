import type { Mutation, ReleaseAction } from './check.ts'
import { alreadyExists, conflict, notFound } from './failures.ts'
import { publishedId } from './ids.ts'
import { isObject } from './json.ts'
import { publishedFrom, type Read } from './published-from.ts'

/** In which states of a release an action is possible. A published one is over: it can only be deleted. */
const possibleIn: Readonly<Record<Exclude<ReleaseAction['actionType'], 'sanity.action.release.create'>, readonly string[]>> = {
  'sanity.action.release.edit': ['active', 'scheduled'],
  'sanity.action.release.schedule': ['active'],
  'sanity.action.release.unschedule': ['scheduled'],
  'sanity.action.release.archive': ['active'],
  'sanity.action.release.unarchive': ['archived'],
  'sanity.action.release.publish': ['active', 'scheduled'],
  'sanity.action.release.delete': ['archived', 'published'],
}

/** The system document of a release. */
export const releaseDocumentId = (releaseId: string): string => `_.releases.${releaseId}`

/**
 * In: an action on a release, the ids of its versions, the state it meets, its place in the request, the transaction's instant. Out: the
 * mutations it stands for. An archived release keeps its versions, so that unarchiving loses nothing. Throws LakeError 409.
 */
export const translateRelease = (action: ReleaseAction, versionIds: readonly string[], read: Read, index: number, timestamp: string): Mutation[] => {
  const { releaseId } = action
  const id = releaseDocumentId(releaseId)
  const release = read(id)
  if (action.actionType === 'sanity.action.release.create') {
    if (release !== null) throw alreadyExists(index, id)
    return [{ create: { _id: id, _type: 'system.release', name: releaseId, state: 'active', metadata: action.metadata } }]
  }
  if (release === null) throw notFound(index, id)
  if (!possibleIn[action.actionType].includes(String(release.state))) {
    const wish = action.actionType.slice('sanity.action.release.'.length)
    throw conflict(index, 'releaseStateError', `Release "${releaseId}" is ${String(release.state)}; the action "${wish}" is not possible then`, { id, state: release.state })
  }
  const become = (state: string, more: object = {}): Mutation => ({ patch: { id, set: { state, ...more } } })
  switch (action.actionType) {
    case 'sanity.action.release.edit':
      return [{ patch: { ...action.patch, id } }]
    case 'sanity.action.release.schedule':
      return [become('scheduled', { publishAt: action.publishAt })]
    case 'sanity.action.release.unschedule':
      return [{ patch: { id, set: { state: 'active' }, unset: ['publishAt'] } }]
    case 'sanity.action.release.archive':
      return [become('archived')]
    case 'sanity.action.release.unarchive':
      return [become('active')]
    case 'sanity.action.release.publish': {
      const finalDocumentStates = versionIds.map((versionId) => ({ _key: publishedId(versionId).replaceAll('.', '-'), id: publishedId(versionId) }))
      return [...versionIds.flatMap((versionId) => publishVersion(versionId, read)), become('published', { publishedAt: timestamp, finalDocumentStates })]
    }
    case 'sanity.action.release.delete':
      return [...versionIds, id].map((gone) => ({ delete: { id: gone } }))
  }
}

/** A version takes its published document's place, or takes it away when it says so. */
const publishVersion = (versionId: string, read: Read): Mutation[] => {
  const version = read(versionId)
  if (version === null) return []
  const published = publishedId(versionId)
  const isEnd = isObject(version._system) && version._system.delete === true
  return [isEnd ? { delete: { id: published } } : { createOrReplace: publishedFrom(version, published) }, { delete: { id: versionId } }]
}
