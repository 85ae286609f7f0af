import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFairQueue } from '#sanity/lake/work/fair-queue.ts'
import { createPageCache, type PageCacheOptions } from './page-cache.ts'
import { heldKeeper, madePage, read } from './page-cache.fixture.ts'

describe('keeping', () => {
  it('makes a page once for all who ask meanwhile, and keeps it', async () => {
    const { pageCache, begun, making } = heldKeeper()
    const readers = [read(pageCache, '/a'), read(pageCache, '/a')]
    ;(await making(0)).finish(madePage('words'))
    expect(await Promise.all(readers)).toEqual([
      { words: 'words', freshness: 'made' },
      { words: 'words', freshness: 'made' },
    ])
    expect(await read(pageCache, '/a')).toEqual({ words: 'words', freshness: 'hit' })
    expect(begun.length).toBe(1)
  })

  it('sends a page that may not be kept, and makes it again for the next', async () => {
    const { pageCache, making } = heldKeeper()
    const reader = read(pageCache, '/a')
    ;(await making(0)).finish(madePage('broken', { status: 500, keepable: false }))
    expect(await reader).toEqual({ words: 'broken', freshness: 'made' })
    const next = read(pageCache, '/a')
    ;(await making(1)).finish(madePage('mended'))
    expect(await next).toEqual({ words: 'mended', freshness: 'made' })
  })

  it('invalidates the pages of a tag and those that depend on everything, and no other', async () => {
    const { pageCache, making } = heldKeeper()
    for (const [number, tags] of [['doc:a', 'type:x'], ['doc:b'], ['any']].entries()) {
      const reader = read(pageCache, `/${number}`)
      ;(await making(number)).finish(madePage('words', { tags }))
      await reader
    }
    pageCache.invalidate([])
    expect(['/0', '/1', '/2'].map((path) => pageCache.kept(path) !== undefined)).toEqual([true, true, true])
    pageCache.invalidate(['doc:a'])
    expect(['/0', '/1', '/2'].map((path) => pageCache.kept(path) !== undefined)).toEqual([false, true, false])
    pageCache.invalidateAll()
    expect(pageCache.size).toEqual({ pages: 0, bytes: 0 })
  })

  it('gives no page when four are being made and no place comes up, and one as soon as a place does', async () => {
    const { pageCache, making } = heldKeeper()
    const four = ['/0', '/1', '/2', '/3'].map((path, number) =>
      read(pageCache, path, { owner: number < 2 ? 'one' : 'other' }),
    )
    const fifth = read(pageCache, '/4')
    const first = await making(3).then(() => making(0))
    first.finish(madePage('zero'))
    ;(await making(4)).finish(madePage('four'))
    expect(await fifth).toEqual({ words: 'four', freshness: 'made' })
    expect(await four[0]).toEqual({ words: 'zero', freshness: 'made' })
    const last = read(pageCache, '/5')
    await making(5)
    expect(await read(pageCache, '/6')).toBeUndefined()
    for (const number of [1, 2, 3, 5]) (await making(number)).finish(madePage('end'))
    await Promise.all([...four, last])
  })
})

describe('many askers', () => {
  /** One place, so that the order of the makings is the order of the queue. */
  const oneAtATime = (options: Partial<PageCacheOptions> = {}) =>
    heldKeeper({ queue: createFairQueue({ places: 1, mostWaiting: 1_000, mostWaitingPerOwner: 500 }), ...options })
  const finishAll = async ({ making }: ReturnType<typeof heldKeeper>, count: number) => {
    for (let number = 0; number < count; number += 1) (await making(number)).finish(madePage(`words ${number}`))
  }

  it('who asks for one page waits for what is being made, and for none of the others of somebody who asks for a hundred', async () => {
    const held = oneAtATime()
    const hundred = Array.from({ length: 100 }, (_, number) =>
      read(held.pageCache, `/nowhere-${number}`, { owner: 'many' }),
    )
    const one = read(held.pageCache, '/a', { owner: 'one' })
    await finishAll(held, 101)
    await Promise.all([...hundred, one])
    expect(held.begun.findIndex(({ path }) => path === '/a')).toBe(1)
  })

  it('a page that was kept a moment ago, and one that is known to be there, go first, no matter who asks for them', async () => {
    const held = oneAtATime({ isKnown: (path) => path === '/new' })
    const before = read(held.pageCache, '/a', { owner: 'many' })
    ;(await held.making(0)).finish(madePage('before'))
    await before
    held.pageCache.invalidate(['doc:a'])
    const unknown = Array.from({ length: 50 }, (_, number) =>
      read(held.pageCache, `/nowhere-${number}`, { owner: 'many' }),
    )
    const known = ['/a', '/new'].map((path) => read(held.pageCache, path, { owner: 'many' }))
    await finishAll(held, 53)
    await Promise.all([...unknown, ...known])
    expect(held.begun.slice(1, 4).map(({ path }) => path)).toEqual(['/nowhere-0', '/a', '/new'])
  })

  it('a page that turned out not to be there goes first no longer', async () => {
    const held = oneAtATime()
    for (const [number, page] of [madePage('words'), madePage('', { status: 404, headers: {} })].entries()) {
      const reader = read(held.pageCache, '/a')
      ;(await held.making(number)).finish(page)
      await reader
      held.pageCache.invalidate(['doc:a'])
    }
    const readers = ['/b', '/c', '/a'].map((path) => read(held.pageCache, path))
    await finishAll(held, 5)
    await Promise.all(readers)
    expect(held.begun.slice(2).map(({ path }) => path)).toEqual(['/b', '/c', '/a'])
  })

  it('a page that many wait for goes by the best place of all of them, and is made once', async () => {
    const held = oneAtATime()
    const hundred = Array.from({ length: 100 }, (_, number) =>
      read(held.pageCache, number === 99 ? '/a' : `/nowhere-${number}`, { owner: 'many' }),
    )
    const one = read(held.pageCache, '/a', { owner: 'one' })
    await finishAll(held, 100)
    expect((await one)?.words).toBe('words 1')
    await Promise.all(hundred)
    expect(held.begun.map(({ path }) => path).indexOf('/a')).toBe(1)
    expect(held.begun).toHaveLength(100)
  })

  it('a page whose askers have all left is not made; one that somebody still waits for is', async () => {
    const held = oneAtATime()
    const first = read(held.pageCache, '/first')
    const leaving = new AbortController()
    const left = [
      read(held.pageCache, '/left', { owner: 'x', signal: leaving.signal }),
      read(held.pageCache, '/shared', { owner: 'x', signal: leaving.signal }),
    ]
    const stays = read(held.pageCache, '/shared', { owner: 'y' })
    leaving.abort()
    expect(await Promise.all(left)).toEqual([undefined, undefined])
    await finishAll(held, 2)
    expect((await stays)?.words).toBe('words 1')
    await first
    expect(held.begun.map(({ path }) => path)).toEqual(['/first', '/shared'])
    const again = read(held.pageCache, '/left')
    ;(await held.making(2)).finish(madePage('asked for again'))
    expect((await again)?.words).toBe('asked for again')
  })

  it('who leaves while the page is being made takes nothing from the others, and the page is kept', async () => {
    const held = oneAtATime()
    const leaving = new AbortController()
    const left = read(held.pageCache, '/a', { owner: 'x', signal: leaving.signal })
    const making = await held.making(0)
    const stays = read(held.pageCache, '/a', { owner: 'y' })
    leaving.abort()
    making.finish(madePage('words'))
    expect((await stays)?.words).toBe('words')
    await left
    expect(held.pageCache.kept('/a')).toBeDefined()
  })
})

it('makes files without a place, however many are asked for at once', async () => {
  const { pageCache, begun, making } = heldKeeper({ isFile: (path) => path.startsWith('/files/') })
  const readers = Array.from({ length: 30 }, (_, number) => read(pageCache, `/files/${number}`))
  await making(29)
  for (const { finish } of begun) finish(madePage('file', { tags: [] }))
  expect((await Promise.all(readers)).every((each) => each?.words === 'file')).toBe(true)
})

describe('a publish while a page is being made', () => {
  it('who asked before it gets the page; the others share one successor, which is kept', async () => {
    const { pageCache, begun, making } = heldKeeper()
    const before = read(pageCache, '/a')
    const first = await making(0)
    pageCache.invalidate(['doc:a'])
    const after = [read(pageCache, '/a'), read(pageCache, '/a')]
    first.finish(madePage('old'))
    expect((await before)?.words).toBe('old')
    expect(pageCache.kept('/a')).toBeUndefined()
    ;(await making(1)).finish(madePage('new'))
    expect((await Promise.all(after)).map((each) => each?.words)).toEqual(['new', 'new'])
    expect(pageCache.kept('/a')?.body.toString()).toBe('new')
    expect(begun.length).toBe(2)
  })

  it('keeps the page when the publish does not concern it', async () => {
    const { pageCache, making } = heldKeeper()
    const reader = read(pageCache, '/a')
    const first = await making(0)
    pageCache.invalidate(['doc:b'])
    const later = read(pageCache, '/a')
    first.finish(madePage('words'))
    expect([(await reader)?.words, (await later)?.words]).toEqual(['words', 'words'])
    expect(pageCache.kept('/a')).toBeDefined()
  })

  it('counts when everything is invalidated', async () => {
    const { pageCache, making } = heldKeeper()
    const reader = read(pageCache, '/a')
    const first = await making(0)
    pageCache.invalidateAll()
    first.finish(madePage('old', { tags: [] }))
    await reader
    expect(pageCache.kept('/a')).toBeUndefined()
  })

  it('never gives older words than were published when the reader asked, in whatever order things happen', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.constantFrom('ask /a', 'ask /b', 'leave /a', 'publish a', 'publish b', 'publish shared'), {
          minLength: 1,
          maxLength: 24,
        }),
        async (scheduler, steps) => {
          const published: Record<string, number> = { a: 0, b: 0, shared: 0 }
          const pageCache = createPageCache({
            proven: true,
            now: () => 0,
            elapsed: () => 0,
            make: async (path) => {
              await scheduler.schedule(Promise.resolve(), `${path} begins to read`)
              const own = path.slice(1)
              const words = JSON.stringify({ [own]: published[own], shared: published.shared })
              await scheduler.schedule(Promise.resolve(), `${path} is made`)
              return madePage(words, { tags: [`doc:${own}`, 'doc:shared'], headers: {} }) // without a type it is not compressed, which the scheduler could not order
            },
          })
          const readers: Promise<void>[] = []
          const act = async (step: string) => {
            const [verb, name = ''] = step.split(' ')
            if (verb === 'publish') {
              published[name] = (published[name] ?? 0) + 1
              pageCache.invalidate([`doc:${name}`])
              return
            }
            const atLeast = { ...published }
            const leaving = new AbortController()
            readers.push(
              read(pageCache, name, { owner: `${readers.length % 3}`, signal: leaving.signal }).then((got) => {
                if (verb === 'leave' && got === undefined) return
                const words: Record<string, number> = JSON.parse(got?.words ?? '{}')
                expect(Object.keys(words).length).toBe(2)
                for (const [key, version] of Object.entries(words))
                  expect(version).toBeGreaterThanOrEqual(atLeast[key] ?? 0)
              }),
            )
            if (verb === 'leave') leaving.abort()
          }
          await scheduler.waitFor(
            Promise.all(steps.map((step) => scheduler.schedule(Promise.resolve(step), step).then(act))),
          )
          await scheduler.waitFor(Promise.all(readers))
          for (const path of ['/a', '/b']) {
            const kept = pageCache.kept(path)
            if (kept)
              expect(JSON.parse(kept.body.toString())).toEqual({
                [path.slice(1)]: published[path.slice(1)],
                shared: published.shared,
              })
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a page and its time', () => {
  it('is sent from its beginning and until its end, exactly', async () => {
    const { pageCache, clock, making } = heldKeeper()
    clock.now = 1_000
    const reader = read(pageCache, '/a')
    ;(await making(0)).finish(madePage('words', { from: 1_000, until: 2_000 }))
    await reader
    const keptAt = (now: number) => {
      clock.now = now
      return pageCache.kept('/a') !== undefined
    }
    expect([999, 1_000, 1_999, 2_000].map(keptAt)).toEqual([false, true, true, false])
  })

  it('is made again when its time ran out while it was made', async () => {
    const { pageCache, clock, making } = heldKeeper()
    const reader = read(pageCache, '/a')
    const first = await making(0)
    clock.now = 2_000
    first.finish(madePage('ended', { until: 2_000 }))
    ;(await making(1)).finish(madePage('now', { from: 2_000 }))
    expect((await reader)?.words).toBe('now')
  })

  it('is made again when the clock stepped back before its beginning', async () => {
    const { pageCache, clock, making } = heldKeeper()
    clock.now = 5_000
    const first = read(pageCache, '/a')
    ;(await making(0)).finish(madePage('later', { from: 5_000 }))
    await first
    clock.now = 3_000
    const second = read(pageCache, '/a')
    ;(await making(1)).finish(madePage('earlier', { from: 3_000 }))
    expect((await second)?.words).toBe('earlier')
  })

  it('past its time, goes out without what ended when no page can be made; before its time, not at all', async () => {
    const { pageCache, clock, making } = heldKeeper()
    const banner = (end: number) => `<aside data-until="${new Date(end).toISOString()}"><div>promo<br></div></aside>`
    clock.now = 1_000
    const first = read(pageCache, '/a')
    ;(await making(0)).finish(
      madePage(`<p>words</p>${banner(2_000)}<p>more</p>${banner(3_000)}`, { from: 1_000, until: 2_000 }),
    )
    await first
    const broken = async (number: number) =>
      (await making(number)).finish(madePage('broken', { status: 500, keepable: false }))
    const readAt = async (now: number, number: number) => {
      clock.now = now
      const reader = read(pageCache, '/a')
      await broken(number)
      return reader
    }
    expect(await readAt(2_000, 1)).toEqual({ words: `<p>words</p><p>more</p>${banner(3_000)}`, freshness: 'stale' })
    expect(await readAt(3_000, 2)).toEqual({ words: '<p>words</p><p>more</p>', freshness: 'stale' })
    expect(await readAt(999, 3)).toEqual({ words: 'broken', freshness: 'made' })
  })

  it('that is late in the making is stood in for by the older one, and comes when it is done', async () => {
    const { pageCache, clock, making } = heldKeeper()
    const first = read(pageCache, '/a')
    ;(await making(0)).finish(madePage('older', { until: 1_000 }))
    await first
    clock.now = 1_000
    const second = read(pageCache, '/a')
    const late = await making(1)
    clock.elapsed = 10_000
    expect(await read(pageCache, '/a')).toEqual({ words: 'older', freshness: 'stale' })
    late.finish(madePage('newer', { from: 1_000 }))
    expect(await second).toEqual({ words: 'newer', freshness: 'made' })
    expect(pageCache.kept('/a')?.body.toString()).toBe('newer')
  })
})

describe('a lake elsewhere', () => {
  it('keeps nothing before the lake is heard, not even what was begun before', async () => {
    const { pageCache, making } = heldKeeper({ proven: false })
    const reader = read(pageCache, '/a')
    const first = await making(0)
    pageCache.prove()
    first.finish(madePage('maybe old'))
    expect(await reader).toEqual({ words: 'maybe old', freshness: 'made' })
    expect(pageCache.kept('/a')).toBeUndefined()
  })

  it('after a gap, makes pages again; where none can be made the older one stands in, for ten minutes', async () => {
    const { pageCache, clock, making } = heldKeeper({ proven: false })
    pageCache.prove()
    const first = read(pageCache, '/a')
    ;(await making(0)).finish(madePage('before the gap'))
    await first
    pageCache.unprove()
    const during = async (number: number) => {
      const reader = read(pageCache, '/a')
      ;(await making(number)).finish(madePage('broken', { status: 500, keepable: false }))
      return reader
    }
    expect(await during(1)).toEqual({ words: 'before the gap', freshness: 'unproven' })
    clock.elapsed = 10 * 60_000
    expect(await during(2)).toEqual({ words: 'before the gap', freshness: 'unproven' })
    clock.elapsed += 1
    expect(await during(3)).toEqual({ words: 'broken', freshness: 'made' })
    pageCache.prove()
    const after = read(pageCache, '/a')
    ;(await making(4)).finish(madePage('after the gap'))
    expect(await after).toEqual({ words: 'after the gap', freshness: 'made' })
    expect(await read(pageCache, '/a')).toEqual({ words: 'after the gap', freshness: 'hit' })
  })

  it('a page begun before a gap is not kept after it', async () => {
    const { pageCache, making } = heldKeeper()
    const reader = read(pageCache, '/a')
    const first = await making(0)
    pageCache.unprove()
    pageCache.prove()
    first.finish(madePage('words'))
    await reader
    expect(pageCache.kept('/a')).toBeUndefined()
  })
})
