import { isPublished, publishedId } from './ids.ts'
import { slugOf } from './perspective.ts'
import type { Commit, StoredDocument } from './types.ts'

const tagsOfDocument = (document: StoredDocument): readonly string[] => {
  const slug = slugOf(document)
  const tags = [`doc:${publishedId(document._id)}`, `type:${document._type}`]
  return slug === null ? tags : [...tags, `key:${document._type}.slug=${slug}`]
}

/**
 * In: a commit. Out: the sync tags it drops, from each document before and after; `any` with them. Drafts, versions and system documents
 * are not published and drop nothing, unless `drafts` asks for the tags of editors' answers too.
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
