import { resultOf } from './evaluate.ts'
import { insufficientPermissions } from './failures.ts'
import { isSystemId, publishedId } from './ids.ts'
import { makeView } from './perspective.ts'
import { parseQuery, prepare, remember, type Prepared } from './prepare.ts'
import { purges } from './purge.ts'
import { needsAsync } from './tree.ts'
import type { Change, StoredDocument } from './types.ts'

/** The GROQ filter that takes every document. The Studio evaluates it in the browser too, so it is one that both sides know. */
export const everyDocument = '_id in path("**")'

const filters = remember<Prepared>(50)

/** Whether a GROQ filter takes this document, as a lake of that one document: the way the Studio evaluates it for its buttons. */
export const filterTakes = (filter: string, document: { _id: string; _type: string }): boolean => {
  if (filter === everyDocument) return true
  const prepared = filters(filter, () => prepare(`*[${filter}]`, {}))
  const found = resultOf(prepared, {
    view: makeView('raw', [document as StoredDocument]),
    now: new Date(),
    identity: '',
  })
  return Array.isArray(found) && found.length === 1
}

/** Whether this can be a filter at all. */
export const isFilter = (filter: string): boolean => {
  try {
    const tree = parseQuery(`*[${filter}]`, {})
    return tree.type === 'Filter' && !needsAsync(tree)
  } catch {
    return false
  }
}

/**
 * Refuses a transaction that writes a document outside of `writable`, as it was before or as it would be after: giving a document another
 * type, or deleting it, is writing both. A draft or version counts as its published document too, and the other way round: else a banner
 * could be laid over an article as its draft. System documents, and the history that others wrote, are for those who may write everything,
 * whatever a filter by type says. `read` tells what is stored before the transaction; `indexes` which step touched a document.
 * Throws LakeError 403 for the first change that is not allowed.
 */
export const checkRights = (
  writable: string,
  changes: readonly Change[],
  indexes: ReadonlyMap<string, number>,
  read: (id: string) => StoredDocument | null,
): void => {
  if (writable === everyDocument) return
  const may = (document: StoredDocument | null) => document === null || filterTakes(writable, document)
  for (const change of changes) {
    const { documentId, operation, before, after } = change
    const index = indexes.get(documentId) ?? 0
    const published = publishedId(documentId)
    if (purges(change))
      throw insufficientPermissions(index, 'update', ": only an administrator may delete a document's history (purge)")
    if (operation === 'none') continue
    if (isSystemId(published))
      throw insufficientPermissions(
        index,
        before === null ? 'create' : 'update',
        ": system documents are an administrator's",
      )
    const siblings = [published, `drafts.${published}`].filter((id) => id !== documentId).map(read)
    if ([before, after, ...siblings].every(may)) continue
    throw insufficientPermissions(index, before === null ? 'create' : 'update')
  }
}
