import { conflict, malformed } from './failures.ts'
import { isReleaseDocumentId, releaseDocumentId, releaseOf } from './ids.ts'
import type { Mutation } from './check.ts'
import type { Read, Stored } from './published-from.ts'
import { releaseStateError } from './releases.ts'

/** How long an import may take, in milliseconds: a scheduled release that was brought in is open to its versions, and not published, until then. */
export const IMPORT_TIME = 3_600_000

/** Whether what was done to the document of a release was bringing it in from an export: that alone writes a scheduled one whole. */
export const isImport = (mutations: readonly unknown[]): boolean =>
  mutations.some(
    (mutation) =>
      typeof mutation === 'object' &&
      mutation !== null &&
      ('create' in mutation || 'createIfNotExists' in mutation || 'createOrReplace' in mutation),
  )

type Step = { mutation: Mutation; id: string; index: number; kind: 'mutations' | 'actions' }
type State = { read: Read; isBeingImported: (release: Stored) => boolean }

/**
 * What a step that is no action on a release may do to a release's document and to its versions: nothing to the first; the versions of a scheduled
 * release are locked, and actions make versions only in a release that is active. Plain mutations may make one where there is no release yet: an import
 * brings both in any order. Throws LakeError 400 and 409.
 */
export const checkVersion = ({ mutation, id, index, kind }: Step, { read, isBeingImported }: State): void => {
  if (isReleaseDocumentId(id)) {
    // What stands there without being a release came in before this rule, and must be able to go.
    if ('delete' in mutation && read(id)?._type !== 'system.release') return
    throw malformed(
      `${kind}[${index}]: "${id}" is the document of a release: it is written by the actions on releases only`,
    )
  }
  const releaseId = releaseOf(id)
  if (releaseId === null) return
  const release = read(releaseDocumentId(releaseId))
  if (release?.state === 'scheduled' && !isBeingImported(release))
    throw releaseStateError(index, release, `"${id}" is locked until it is unscheduled`)
  if (kind === 'mutations' || read(id) !== null || 'delete' in mutation) return
  if (release === null)
    throw conflict(index, 'documentNotFoundError', `There is no release "${releaseId}" that "${id}" could be in`, {
      id: releaseDocumentId(releaseId),
    })
  if (release.state !== 'active') throw releaseStateError(index, release, 'no version can be added to it then')
}
