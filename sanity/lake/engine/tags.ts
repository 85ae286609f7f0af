import { isPublished, publishedId } from './ids.ts'
import { slugOf } from './perspective.ts'
import type { Commit, StoredDocument } from './types.ts'

/** The tag of all documents of a type whose reference at `path` (`slot`, `cover.asset`) leads to an id. */
export const tagOfReference = (type: string, path: string, id: string): string => `key:${type}.${path}=${id}`

const tagsOfDocument = (document: StoredDocument): readonly string[] => {
  const slug = slugOf(document)
  return [
    `doc:${publishedId(document._id)}`,
    `type:${document._type}`,
    ...(slug === null ? [] : [`key:${document._type}.slug=${slug}`]),
    ...referencesIn(document).map(({ path, id }) => tagOfReference(document._type, path, id)),
  ]
}

/** The references of a document that stand at a fixed path: not those in lists. */
function referencesIn(value: object, path: readonly string[] = []): { path: string; id: string }[] {
  return Object.entries(value).flatMap(([name, field]: [string, unknown]) => {
    if (name === '_ref')
      return path.length > 0 && typeof field === 'string' ? [{ path: path.join('.'), id: field }] : []
    return typeof field === 'object' && field !== null && !Array.isArray(field)
      ? referencesIn(field, [...path, name])
      : []
  })
}

/**
 * Drafts, versions and system documents are not published and drop nothing, unless `drafts` asks for the tags of editors' answers too. Takes a
 * commit.
 * @returns the sync tags it drops, from each document before and after; `any` with them.
 */
export const tagsOfCommit = (commit: Pick<Commit, 'changes'>, options: { drafts?: boolean } = {}): string[] => {
  const tags = new Set<string>()
  for (const change of commit.changes) {
    if (change.operation === 'none') continue
    if (!isPublished(change.documentId) && options.drafts !== true) continue
    tags.add('any')
    for (const document of [change.before, change.after])
      if (document !== null) for (const tag of tagsOfDocument(document)) tags.add(tag)
  }
  return [...tags].toSorted()
}
