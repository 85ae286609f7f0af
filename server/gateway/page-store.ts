import { LRUCache } from 'lru-cache'
import type { FinishedPage } from './finished-page.ts'

/** A page that is kept, and the epoch of proof in which it was made (see page-cache.ts). */
export type StoredPage = { page: FinishedPage; epoch: number }

export type PageStore = {
  get: (path: string) => StoredPage | undefined
  /** Keeps a page in place of the one before. One that is larger than the whole memory is not kept. */
  put: (path: string, kept: StoredPage) => void
  invalidate: (tags: ReadonlySet<string> | 'all') => void
  /** Whether the path had a page with a body when it was last stored, invalidated since or not. */
  wasPage: (path: string) => boolean
  readonly size: { pages: number; bytes: number }
}

/**
 * At most so many, and so many bytes. An answer without a body (a 404, a redirect) is small and can be asked for endlessly, with paths of up to 16 kB: those have a
 * cache of their own, the negative cache.
 */
const negativeLimit = { max: 10_000, maxSize: 32 * 2 ** 20 }
/** Paths that are remembered to have had a page. */
const mostRemembered = 10_000

/**
 * The pages kept in memory, at most `limit` bytes of them; the least recently used leave first. A flood of unknown paths
 * fills the negative cache only and can't push out a page.
 */
export function createPageStore(limit: number): PageStore {
  const byTag = new Map<string, Set<string>>()
  const forget = ({ page }: StoredPage, path: string) => {
    for (const tag of page.tags) {
      const paths = byTag.get(tag)
      paths?.delete(path)
      if (paths?.size === 0) byTag.delete(tag)
    }
  }
  const pages = new LRUCache<string, StoredPage>({
    maxSize: limit,
    sizeCalculation: ({ page }) => page.bytes,
    dispose: forget,
  })
  const negative = new LRUCache<string, StoredPage>({
    ...negativeLimit,
    sizeCalculation: ({ page }, path) => page.bytes + path.length,
    dispose: forget,
  })
  const remembered = new LRUCache<string, true>({ max: mostRemembered })
  const remove = (path: string) => void (pages.delete(path) || negative.delete(path))

  return {
    get: (path) => pages.get(path) ?? negative.get(path),
    put: (path, kept) => {
      remove(path)
      const isPage = kept.page.body.length > 0
      const room = isPage ? pages : negative
      if (isPage) remembered.set(path, true)
      else remembered.delete(path)
      room.set(path, kept)
      if (!room.has(path)) return
      for (const tag of kept.page.tags) {
        const paths = byTag.get(tag)
        if (paths) paths.add(path)
        else byTag.set(tag, new Set([path]))
      }
    },
    invalidate: (tags) => {
      if (tags === 'all') {
        pages.clear()
        negative.clear()
        return
      }
      for (const tag of tags) for (const path of byTag.get(tag) ?? []) remove(path)
    },
    wasPage: (path) => remembered.has(path),
    get size() {
      return { pages: pages.size + negative.size, bytes: pages.calculatedSize }
    },
  }
}
