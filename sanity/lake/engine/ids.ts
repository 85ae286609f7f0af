import { randomUUID } from 'node:crypto'

/** `drafts.` or `versions.<release>.` before an id. */
const LAYER = /^(?:drafts|versions\.[^.]+)\.(?=.)/

/** Names that perspectives have already: a release of that name could not be told from them. */
const RESERVED_RELEASES: ReadonlySet<string> = new Set(['drafts', 'published', 'previewDrafts', 'raw'])

/** The id of the published document inside: `drafts.x` and `versions.r.x` become `x`, and so does `versions.r.drafts.x`, which older lakes took. */
export const publishedId = (id: string): string => {
  const inner = id.replace(LAYER, '')
  return inner === id ? id : publishedId(inner)
}

/** `drafts` for drafts, the release's id for versions, null for published and system documents. */
export const layerOf = (id: string): string | null => {
  if (id.startsWith('drafts.')) return 'drafts'
  return releaseOf(id)
}

/** The id of the release that a version belongs to; null for every other document. */
export const releaseOf = (id: string): string | null => (id.startsWith('versions.') ? (id.split('.')[1] ?? '') : null)

/** The lake's own bookkeeping (releases …): not content, written by administrators only, exempt from reference checks. */
export const isSystemId = (id: string): boolean => id.startsWith('_.')

const RELEASES = '_.releases.'

/** The id of the system document of a release. */
export const releaseDocumentId = (releaseId: string): string => RELEASES + releaseId

/** Whether this is the id of a release's system document. */
export const isReleaseDocumentId = (id: string): boolean => id.startsWith(RELEASES)

/** What all versions of a release begin with. The dot at the end keeps `spring` and `spring2` apart. */
export const versionPrefix = (releaseId: string): string => `versions.${releaseId}.`

/** An id is made when none is given, and finished when it ends in a dot (`drafts.`). */
export const completeId = (id: string | undefined): string => {
  if (id === undefined || id === '') return randomUUID()
  return id.endsWith('.') ? id + randomUUID() : id
}

const isSegment = (segment: string): boolean => /^[A-Za-z0-9_][A-Za-z0-9_-]*$/.test(segment)

/** Whether a release may have this id: one segment of an id, 100 characters at most, and no name of a perspective. */
export const isReleaseId = (id: string): boolean => id.length <= 100 && isSegment(id) && !RESERVED_RELEASES.has(id)

/**
 * @param id an id of a document.
 * @returns what is wrong with it, as the end of a sentence; null for a good one.
 */
export const faultOfId = (id: string): string | null => {
  if (id.length > 128 || !id.split('.').every(isSegment)) {
    return 'letters, digits, "_", "-" and dots between them, 128 characters at most, and no part that begins with "-"'
  }
  const release = releaseOf(id)
  if (release !== null && !isReleaseId(release)) return `"${release}" can not be the id of a release`
  const inner = id.replace(LAYER, '')
  if (inner === id) return release === null ? null : 'a version needs the id of its document after that of its release'
  if (layerOf(inner) !== null) return 'a draft or version can not have a draft or version of its own'
  return isSystemId(inner) ? 'a system document has no draft and no version' : null
}

/** Whether a document may be stored under this id. */
export const isDocumentId = (id: string): boolean => faultOfId(id) === null

/** Whether a document of this id is what readers may see: no draft, no version, no system document. */
export const isPublished = (id: string): boolean => layerOf(id) === null && !isSystemId(id)

/** Whether this is a good id of a published document. */
export const isPublishedId = (id: string): boolean => isDocumentId(id) && isPublished(id)
