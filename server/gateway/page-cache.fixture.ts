import type { MadePage } from './finished-page.ts'
import { createPageCache, type PageCache, type PageCacheOptions } from './page-cache.ts'
import type { Asker } from './page-queue.ts'

/** A page of one word, made from documents of these tags; always true unless told otherwise. */
export const madePage = (word: string, more: Partial<MadePage> = {}): MadePage => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: Buffer.from(word),
  tags: ['doc:a'],
  from: -Infinity,
  until: Infinity,
  keepable: true,
  ...more,
})

/** A pageCache whose makings the test ends by hand, in the order in which they began, and whose clocks the test sets. */
export function heldKeeper(options: Partial<PageCacheOptions> = {}) {
  const clock = { now: 0, elapsed: 0 }
  const begun: { path: string; finish: (page: MadePage) => void }[] = []
  const waiting: (() => void)[] = []
  const make = (path: string) =>
    new Promise<MadePage>((finish) => {
      begun.push({ path, finish })
      for (const tell of waiting.splice(0)) tell()
    })
  const pageCache = createPageCache({
    make,
    now: () => clock.now,
    elapsed: () => clock.elapsed,
    proven: true,
    ...options,
  })
  /** Resolves when the numbered making has begun: 0 is the first. */
  const making = async (number: number) => {
    for (;;) {
      const found = begun[number]
      if (found) return found
      await new Promise<void>((tell) => waiting.push(tell))
    }
  }
  return { pageCache, clock, begun, making }
}

/** What a reader of that path is sent: its words, and where from. */
export async function read(
  pageCache: PageCache,
  path: string,
  asker?: Asker,
): Promise<{ words: string; freshness: string } | undefined> {
  const held = await pageCache.get(path, asker)
  return held && { words: held.page.body.toString('utf8'), freshness: held.freshness }
}
