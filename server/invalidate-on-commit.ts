import { type Lake, tagsOfCommit } from '#sanity/lake/lake.ts'
import type { PageCache } from './gateway/page-cache.ts'

/**
 * Invalidates the pages that a commit concerns when it is durable and before its author has the answer, so that no request begun after the answer
 * gets older words. Should that go wrong, everything is invalidated: slow is better than wrong. Answers the way to stop.
 */
export function invalidateOnCommit(
  lake: Pick<Lake, 'onCommit'>,
  pageCache: Pick<PageCache, 'invalidate' | 'invalidateAll'>,
): () => void {
  return lake.onCommit((commit) => {
    try {
      pageCache.invalidate(tagsOfCommit(commit))
    } catch (error) {
      pageCache.invalidateAll()
      throw error // the lake tells the log
    }
  }, 'invalidate')
}
