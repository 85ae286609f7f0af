import { randomUUID } from 'node:crypto'

/** The id without its layer: `drafts.x` and `versions.r.x` become `x`. Ids of published and system documents stay as they are. */
export const publishedId = (id: string): string => {
  if (id.startsWith('drafts.')) return id.slice('drafts.'.length)
  if (!id.startsWith('versions.')) return id
  const end = id.indexOf('.', 'versions.'.length)
  return end === -1 ? id : id.slice(end + 1)
}

/** `drafts` for drafts, the release's name for versions, null for published documents. */
export const layerOf = (id: string): string | null => {
  if (id.startsWith('drafts.')) return 'drafts'
  if (!id.startsWith('versions.')) return null
  const end = id.indexOf('.', 'versions.'.length)
  return end === -1 ? null : id.slice('versions.'.length, end)
}

/** The lake's own bookkeeping (releases …), exempt from reference checks. */
export const isSystemId = (id: string): boolean => id.startsWith('_.')

/** An id is made when none is given, and finished when it ends in a dot (`drafts.`). */
export const completeId = (id: string | undefined): string => {
  if (id === undefined || id === '') return randomUUID()
  return id.endsWith('.') ? id + randomUUID() : id
}

/** Letters, digits, `_`, `-` and dots between; 128 characters at most. */
export const isDocumentId = (id: string): boolean => id.length <= 128 && /^[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/.test(id)
