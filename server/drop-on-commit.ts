import { type Lake, tagsOfCommit } from '#sanity/lake/lake.ts'
import type { PageKeeper } from './gateway/page-keeper.ts'

/**
 * Drops the pages that a commit concerns when it is durable and before its author has the answer, so that no request begun after the answer
 * gets older words. Should that go wrong, everything is dropped: slow is better than false. Answers the way to stop.
 */
export function dropOnCommit(lake: Pick<Lake, 'onCommit'>, keeper: Pick<PageKeeper, 'drop' | 'dropAll'>): () => void {
  return lake.onCommit((commit) => {
    try {
      keeper.drop(tagsOfCommit(commit))
    } catch (error) {
      keeper.dropAll()
      throw error // the lake tells the log
    }
  })
}
