import type { Mutation, ReleaseAction } from './check.ts'
import { alreadyExists, conflict, malformed, notFound } from './failures.ts'
import { faultOfId, publishedId, releaseDocumentId } from './ids.ts'
import { publishing, type Read, type Stored } from './published-from.ts'
import { importedRelease, mustEditMetadata, withReleaseType } from './release-document.ts'

type OnExisting = Exclude<
  ReleaseAction,
  { actionType: 'sanity.action.release.create' | 'sanity.action.release.import' }
>

/** In which states of a release an action is possible. A published one is over: it can only be deleted. */
const possibleIn: Readonly<Record<OnExisting['actionType'], readonly string[]>> = {
  'sanity.action.release.edit': ['active', 'scheduled'],
  'sanity.action.release.schedule': ['active'],
  'sanity.action.release.unschedule': ['scheduled'],
  'sanity.action.release.archive': ['active'],
  'sanity.action.release.unarchive': ['archived'],
  'sanity.action.release.publish': ['active', 'scheduled'],
  'sanity.action.release.delete': ['archived', 'published'],
}

/** The documents that one release may publish, as in the hosted lake. */
const MOST_VERSIONS = 1000

/** 409 for what the state of a release does not allow; `reason` is the end of a sentence. */
export const releaseStateError = (index: number, release: Stored, reason: string) => {
  const state = String(release.state)
  return conflict(index, 'releaseStateError', `Release "${String(release.name)}" is ${state}; ${reason}`, {
    id: release._id,
    state,
  })
}

const create = (
  { releaseId, metadata }: Extract<ReleaseAction, { metadata: unknown }>,
  read: Read,
  index: number,
): Mutation[] => {
  const id = releaseDocumentId(releaseId)
  if (read(id) !== null) throw alreadyExists(index, id)
  return [
    {
      create: {
        _id: id,
        _type: 'system.release',
        name: releaseId,
        state: 'active',
        metadata: withReleaseType(metadata),
      },
    },
  ]
}

const importOne = (
  action: Extract<ReleaseAction, { actionType: 'sanity.action.release.import' }>,
  read: Read,
  index: number,
): Mutation[] => {
  const { releaseId, document = action.attributes, ifExists } = action
  if (document === undefined) throw malformed(`actions[${index}]: needs "attributes" or "document"`)
  const release = importedRelease(document, releaseId, index)
  if (read(release._id) === null) return [{ create: release }]
  if (ifExists === 'fail') throw alreadyExists(index, release._id)
  return ifExists === 'ignore' ? [{ createIfNotExists: release }] : [{ createOrReplace: release }]
}

/** A version takes its published document's place, or takes it away when it says so. */
const publishVersion = (versionId: string, read: Read): Mutation[] => {
  const version = read(versionId)
  return version === null ? [] : publishing(version, publishedId(versionId))
}

const mustBePublishable = (release: Stored, versionIds: readonly string[], index: number): void => {
  if (versionIds.length > MOST_VERSIONS)
    throw releaseStateError(
      index,
      release,
      `it has ${versionIds.length} documents, ${MOST_VERSIONS} are allowed: discard some`,
    )
  // Older lakes took ids that are none today: publishing such a one would write a document that nobody chose.
  const odd = versionIds.find((id) => faultOfId(id) !== null)
  if (odd !== undefined)
    throw releaseStateError(index, release, `"${odd}" in it is not a valid id: delete that document`)
}

const change = (
  action: OnExisting,
  release: Stored,
  versionIds: readonly string[],
  read: Read,
  index: number,
  timestamp: string,
): Mutation[] => {
  const id = release._id
  const become = (state: string, more: object = {}): Mutation => ({ patch: { id, set: { state, ...more } } })
  switch (action.actionType) {
    case 'sanity.action.release.edit':
      mustEditMetadata(action.patch, index)
      return [{ patch: { ...action.patch, id } }]
    case 'sanity.action.release.schedule':
      mustBePublishable(release, versionIds, index)
      return [become('scheduled', { publishAt: action.publishAt })]
    case 'sanity.action.release.unschedule':
      return [{ patch: { id, set: { state: 'active' }, unset: ['publishAt'] } }]
    case 'sanity.action.release.archive':
      return [become('archived')]
    case 'sanity.action.release.unarchive':
      return [become('active')]
    case 'sanity.action.release.publish': {
      mustBePublishable(release, versionIds, index)
      const finalDocumentStates = versionIds.map((versionId) => ({
        _key: publishedId(versionId).replaceAll('.', '-'),
        id: publishedId(versionId),
      }))
      return [
        ...versionIds.flatMap((versionId) => publishVersion(versionId, read)),
        become('published', { publishedAt: timestamp, finalDocumentStates }),
      ]
    }
    case 'sanity.action.release.delete':
      return [...versionIds, id].map((gone) => ({ delete: { id: gone } }))
  }
}

/**
 * An archived release keeps its versions, so that unarchiving loses nothing. Takes an action on a release, the ids of its versions, the state it
 * meets, its place in the request, the transaction's instant.
 * @returns the mutations it stands for.
 * @throws LakeError 400 and 409.
 */
export const translateRelease = (
  action: ReleaseAction,
  versionIds: readonly string[],
  read: Read,
  index: number,
  timestamp: string,
): Mutation[] => {
  if (action.actionType === 'sanity.action.release.create') return create(action, read, index)
  if (action.actionType === 'sanity.action.release.import') return importOne(action, read, index)
  const release = read(releaseDocumentId(action.releaseId))
  if (release === null) throw notFound(index, releaseDocumentId(action.releaseId))
  if (!possibleIn[action.actionType].includes(String(release.state))) {
    throw releaseStateError(
      index,
      release,
      `the action "${action.actionType.slice('sanity.action.release.'.length)}" is not possible then`,
    )
  }
  return change(action, release, versionIds, read, index, timestamp)
}
