import type { FairQueue } from '#sanity/lake/work/fair-queue.ts'
import { createInvalidations } from './invalidations.ts'
import { finishPage, isTrueAt, type FinishedPage, type MadePage } from './finished-page.ts'
import { createPageStore, type StoredPage, type PageStore } from './page-store.ts'
import { createPageQueue, nobodyInParticular, takePlace, type Asker } from './page-queue.ts'
import { createSingleFlight, type SingleFlight } from './single-flight.ts'
import { withoutEnded } from './without-ended.ts'

/**
 * `hit`: it was kept. `made`: made for who asked. When it can't be made again, one kept before may stand in for it: `stale` is past its time
 * and without its ended banners, `unproven` may have missed a publish of a lake elsewhere.
 */
export type Freshness = 'hit' | 'made' | 'stale' | 'unproven'

type Held = { page: FinishedPage; freshness: Freshness }

/** Makes, stores and invalidates finished pages: docs/architecture.md, "One cache". */
export type PageCache = {
  /** The page that is kept and may be sent in this tick. */
  kept: (path: string) => FinishedPage | undefined
  /** The page, kept or made; undefined when none can be had now and the reader should ask again. It may be sent in the tick in which it comes. */
  get: (path: string, asker?: Asker) => Promise<Held | undefined>
  /** Invalidates the pages made from any of these tags, and those that can't tell what they were made from. */
  invalidate: (tags: readonly string[]) => void
  invalidateAll: () => void
  /** The lake is no longer heard. Nothing is kept; what was kept is sent where no page can be made, for ten minutes at most. */
  unprove: () => void
  /** The lake is heard from now on. What was kept before is made again when it is next asked for. */
  prove: () => void
  readonly isProven: boolean
  readonly size: PageStore['size']
}

export type PageCacheOptions = {
  /** Makes the page of a path. Never rejects: what goes wrong is a page of status 500. */
  make: (path: string) => Promise<MadePage>
  /** The wall clock, in epoch milliseconds: what banners go by. */
  now: () => number
  /** A clock that never steps, in milliseconds: what waiting goes by. */
  elapsed: () => number
  /** Whether a path is a file that is only read: it needs no place. The Studio asks for dozens at once, and none may be refused. */
  isFile?: (path: string) => boolean
  /** Whether the lake is heard from the beginning, as the embedded one is. */
  proven: boolean
  /** Bytes of memory for pages. */
  limit?: number
  /** Whether a path is likely to have a page. It goes first, as do paths that had one when they were last made. */
  isKnown?: (path: string) => boolean
  /** Where makings wait for their turn. */
  queue?: FairQueue
}

/** How long readers wait for a new page where an old one may stand in. Making one takes some 20 ms. */
const patienceWithAnOlder = 500
const unprovenFor = 10 * 60_000

/** `outdated`: the number of the first invalidation that concerns the page and came while it was made. Who asked before it may have the page. */
type Rendered = { page: FinishedPage; outdated: number | undefined }
type Render = { asked: number; making: SingleFlight<Rendered> }

export function createPageCache({
  make,
  now,
  elapsed,
  proven,
  isFile = () => false,
  isKnown = () => false,
  limit = 192 * 2 ** 20,
  queue = createPageQueue(),
}: PageCacheOptions): PageCache {
  const pages = createPageStore(limit)
  const invalidations = createInvalidations()
  const rendering = new Map<string, Render>()
  const reduced = new WeakMap<FinishedPage, Promise<FinishedPage>>()
  // The lake's event stream is open or not: each change begins a new epoch, and `ends` says when each ended. A page is current in the epoch in which
  // its making began: one that began before the stream was open may have missed an invalidation, and so may one of an earlier epoch.
  const ends: number[] = []
  let isProven = proven

  const isCurrent = ({ epoch }: StoredPage) => isProven && epoch === ends.length

  const turn = (heard: boolean) => {
    if (heard !== isProven) ends.push(elapsed())
    isProven = heard
  }

  const kept = (path: string) => {
    const found = pages.get(path)
    return found && isCurrent(found) && isTrueAt(found.page, now()) ? found.page : undefined
  }

  const render = async (path: string): Promise<Rendered> => {
    const place = invalidations.begin()
    const epoch = ends.length
    try {
      // Compressed while the place is held: beside the making of the next page both would be done later.
      const page = await make(path).then(finishPage)
      const outdated = invalidations.firstSince(place, page.tags)
      const found = { page, epoch }
      if (page.keepable && outdated === undefined && isCurrent(found)) pages.put(path, found)
      return { page, outdated }
    } finally {
      invalidations.end(place)
    }
  }

  const start = (path: string): Render => {
    const started = {
      asked: elapsed(),
      making: createSingleFlight(
        () => render(path),
        () => rendering.delete(path),
      ),
    }
    rendering.set(path, started)
    return started
  }

  /** Makes the page with all who ask for it. Each waits as their own address's share allows, and the first who has a place makes it for all. */
  const join = ({ making }: Render, path: string, asker: Asker): Promise<Rendered | 'busy'> =>
    making.join((begun) => {
      if (isFile(path)) return Promise.resolve(() => {})
      const signal = asker.signal ? AbortSignal.any([asker.signal, begun]) : begun
      return takePlace(queue, isKnown(path) || pages.wasPage(path) ? 'known' : 'unknown', {
        owner: asker.owner,
        signal,
      })
    })

  const withoutItsEnded = async (page: FinishedPage): Promise<FinishedPage> => {
    for (;;) {
      const shared = reduced.get(page)
      const ready = await shared
      if (ready && isTrueAt(ready, now())) return ready
      if (reduced.get(page) === shared) reduced.set(page, finishPage(withoutEnded(page, now())))
    }
  }

  /** The page stored before, without what has ended; undefined when it may not be sent any more. */
  const older = async (path: string): Promise<Held | undefined> => {
    const found = pages.get(path)
    if (!found || now() < found.page.from) return undefined
    const end = ends[found.epoch]
    if (end !== undefined && elapsed() - end > unprovenFor) return undefined
    const page = isTrueAt(found.page, now()) ? found.page : await withoutItsEnded(found.page)
    return { page, freshness: isCurrent(found) ? 'stale' : 'unproven' }
  }

  const get = async (path: string, asker: Asker = nobodyInParticular): Promise<Held | undefined> => {
    const asked = invalidations.last
    // A second try is for who asked after an invalidation that a page in flight had missed; more are for pages that ran out of their time on the way.
    for (let tries = 0; tries < 5; tries += 1) {
      const page = kept(path)
      if (page) return { page, freshness: 'hit' }
      const render = rendering.get(path) ?? start(path)
      const result = join(render, path, asker)
      const first = pages.get(path)
        ? await within(result, Math.max(0, render.asked + patienceWithAnOlder - elapsed()))
        : await result
      const standIn = isPage(first) ? undefined : await older(path)
      if (standIn) return standIn
      const rendered = first === 'late' ? await result : first
      if (rendered === 'busy') return undefined
      if (rendered.outdated !== undefined && rendered.outdated <= asked) continue
      if (isTrueAt(rendered.page, now())) return { page: rendered.page, freshness: 'made' }
    }
    return undefined
  }

  return {
    kept,
    get,
    invalidate: (tags) => {
      if (tags.length === 0) return
      const invalidated = new Set([...tags, 'any'])
      invalidations.add(invalidated)
      pages.invalidate(invalidated)
    },
    invalidateAll: () => {
      invalidations.add('all')
      pages.invalidate('all')
    },
    unprove: () => turn(false),
    prove: () => turn(true),
    get isProven() {
      return isProven
    },
    get size() {
      return pages.size
    },
  }
}

const isPage = (rendered: Rendered | 'busy' | 'late') => typeof rendered === 'object' && rendered.page.status < 500

async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, milliseconds, 'late')
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
