import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chooseBanner,
  combineIntervals,
  platforms,
  type Placement,
  type Reader,
  type SlotContext,
} from './choose-banner.ts'
import { placement, slotOf } from './placement.fixture.ts'
import { weekdays } from './placement-hours.ts'

const DAY = 86_400_000
const day = (n: number) => `2024-01-${String(n).padStart(2, '0')}T00:00:00.000Z`
const place = (id: string, from: number | null, until: number | null, priority = 0) =>
  placement(id, { startsAt: from === null ? null : day(from), endsAt: until === null ? null : day(until), priority })
const context = (now: string, more: Partial<SlotContext> = {}): SlotContext => ({
  now: new Date(now),
  zone: 'Asia/Taipei',
  locale: 'zh-TW',
  article: null,
  category: null,
  ...more,
})
type Row = [
  name: string,
  placements: Placement[],
  now: number,
  winner: string | null,
  from: number | null,
  until: number | null,
]

const rows: Row[] = [
  ['nothing', [], 5, null, null, null],
  ['one that is open at both ends', [place('a', null, null)], 5, 'a', null, null],
  ['before its start', [place('a', 6, 9)], 5, null, null, 6],
  ['on its start', [place('a', 5, 9)], 5, 'a', 5, 9],
  ['on its end', [place('a', 2, 5)], 5, null, 5, null],
  ['the higher priority', [place('a', 1, null, 1), place('b', 2, 8, 5)], 5, 'b', 2, 8],
  ['the lower one when the higher has not begun', [place('a', 1, null, 1), place('b', 7, 8, 5)], 5, 'a', 1, 7],
  ['of equals the later start', [place('a', 1, 9), place('b', 3, 9)], 5, 'b', 3, 9],
  ['an open start is the earliest', [place('a', null, 9), place('b', 3, 9)], 5, 'b', 3, 9],
  ['of equals with one start the lower id', [place('b', 3, 9), place('a', 3, 9)], 5, 'a', 3, 9],
  ['of equals that are open the lower id', [place('b', null, null), place('a', null, null)], 5, 'a', null, null],
  [
    'an empty period never holds',
    [place('a', 5, 5, 9), place('b', 6, 3, 9), place('c', null, null)],
    5,
    'c',
    null,
    null,
  ],
  ['a lower one that begins meanwhile changes nothing', [place('a', 1, 9, 5), place('b', 6, 20, 1)], 5, 'a', 1, 9],
  [
    'an equal one that begins earlier and ends meanwhile changes nothing',
    [place('a', 3, 9), place('b', 1, 6)],
    5,
    'a',
    3,
    9,
  ],
  ['a negative priority still beats the fallback', [place('a', null, null, -3)], 5, 'a', null, null],
  [
    'a paused one neither stands nor ends anything',
    [{ ...place('a', 4, 6, 9), paused: true }, place('b', 1, 9)],
    5,
    'b',
    1,
    9,
  ],
]

test.each(rows)('%s', (_, placements, now, winner, from, until) => {
  const choice = chooseBanner(slotOf(placements), context(day(now)))
  expect(choice.standing).toMatchObject({ banner: winner ? `banner-${winner}` : 'fallback', placementId: winner })
  expect([choice.from, choice.until]).toEqual([from, until].map((each) => (each === null ? null : day(each))))
  expect(choice.lost).toHaveLength(placements.length - (winner ? 1 : 0))
})

test('no fallback: nothing', () => {
  expect(chooseBanner(slotOf([place('a', 9, null)], null), context(day(5)))).toMatchObject({
    standing: null,
    alternatives: [],
    until: day(9),
  })
})

test('a banner that leads nowhere loses its place, and says why; so does a fallback', () => {
  const drawable = (banner: string) => banner === 'banner-b'
  const choice = chooseBanner(slotOf([place('a', null, null, 9), place('b', null, 8)], 'x'), context(day(5)), drawable)
  expect(choice).toMatchObject({
    standing: { banner: 'banner-b' },
    until: day(8),
    lost: [{ id: 'a', reason: 'not-drawable' }],
  })
  expect(chooseBanner(slotOf([place('a', null, null)], 'x'), context(day(5)), drawable).standing).toBeNull()
})

describe('who may see it', () => {
  const [here, there] = ['here', 'there']
  const onPage = (rules: Partial<Placement>, page: Partial<SlotContext>) => {
    const { standing, lost } = chooseBanner(slotOf([placement('a', rules)]), context(day(5), page))
    return standing?.placementId === 'a' ? 'stands' : lost[0]?.reason
  }
  test.each<[string, Partial<Placement>, Partial<SlotContext>, string]>([
    ['its locale', { locales: ['en', 'zh-TW'] }, {}, 'stands'],
    ['another locale', { locales: ['en'] }, {}, 'locale'],
    ['its category', { onlyCategories: [here] }, { category: here }, 'stands'],
    ['another category', { onlyCategories: [here] }, { category: there }, 'category'],
    ['a page of no category', { onlyCategories: [here] }, {}, 'category'],
    ['a category that is out', { notCategories: [here] }, { category: here }, 'category'],
    ['a category that is not out', { notCategories: [here] }, { category: there }, 'stands'],
    ['no category, one is out', { notCategories: [here] }, {}, 'stands'],
    ['its article', { onlyArticles: [here] }, { article: here, category: there }, 'stands'],
    ['another article', { onlyArticles: [here] }, { article: there }, 'article'],
    ['an article that is out', { notArticles: [here] }, { article: here }, 'article'],
    ['in and out is out', { onlyArticles: [here], notArticles: [here] }, { article: here }, 'article'],
    [
      'its category, another article: both must hold',
      { onlyCategories: [here], onlyArticles: [here] },
      { category: here, article: there },
      'article',
    ],
    ['its platform', { platforms: ['ios', 'android'] }, { reader: { platform: 'ios', draw: 0 } }, 'stands'],
    ['another platform', { platforms: ['ios'] }, { reader: { platform: 'android', draw: 0 } }, 'platform'],
    ['paused', { paused: true }, {}, 'paused'],
    ['outside its hours', { hoursFrom: '09:00', hoursTo: '12:00' }, {}, 'off-hours'],
    ['within its hours', { hoursFrom: '08:00', hoursTo: '12:00', days: ['fri'] }, {}, 'stands'],
  ])('%s', (_, rules, page, expected) => {
    expect(onPage(rules, page)).toBe(expected)
  })
})

test('every loser has its reason', () => {
  const placements = [
    place('soon', 8, null),
    place('over', 1, 3),
    place('none', 4, 4),
    place('low', null, null, -1),
    place('won', null, null),
    placement('lost-banner', { banner: 'gone' }),
  ]
  const content = {
    ...slotOf(placements),
    banners: new Map(placements.filter(({ banner }) => banner !== 'gone').map(({ banner }) => [banner, banner])),
  }
  expect(Object.fromEntries(chooseBanner(content, context(day(5))).lost.map(({ id, reason }) => [id, reason]))).toEqual(
    {
      soon: 'not-started',
      over: 'ended',
      none: 'empty-period',
      low: 'lower-priority',
      'lost-banner': 'no-banner',
    },
  )
})

describe('for the page, which does not know its reader', () => {
  const forPage = (placements: readonly Placement[], fallback: string | null = 'fallback') =>
    chooseBanner(slotOf(placements, fallback), context(day(5)))
  const weightsOf = (choice: ReturnType<typeof forPage>) =>
    choice.alternatives.map(({ placementId, weights }) => [
      placementId,
      weights.android,
      weights.ios,
      weights.desktop,
      weights.unknown,
    ])

  test('one that is for all of them is the only alternative', () => {
    expect(weightsOf(forPage([place('a', null, null), place('b', null, null, -1)]))).toEqual([['a', 1, 1, 1, 1]])
  })

  test('one for a platform stands beside what is for the others; without script nobody gets it', () => {
    const choice = forPage([
      placement('app', { platforms: ['android'], priority: 5 }),
      place('all', null, null),
      place('low', null, null, -1),
    ])
    expect(weightsOf(choice)).toEqual([
      ['app', 1, 0, 0, 0],
      ['all', 0, 1, 1, 1],
    ])
    expect(choice).toMatchObject({ standing: { placementId: 'all' }, lost: [{ id: 'low', reason: 'lower-priority' }] })
  })

  test('where nothing is for the others they get the fallback, or nothing', () => {
    const app = placement('app', { platforms: ['android', 'ios'] })
    expect(weightsOf(forPage([app]))).toEqual([
      ['app', 1, 1, 0, 0],
      [null, 0, 0, 1, 1],
    ])
    expect(forPage([app], null)).toMatchObject({ standing: null, alternatives: [{ placementId: 'app' }] })
  })

  test('of those that share the heaviest is for readers without script, then the later start', () => {
    expect(
      weightsOf(
        forPage([
          placement('a', { weight: 1 }),
          placement('b', { weight: 3 }),
          placement('c', { weight: 3, startsAt: day(2) }),
          place('low', 1, 9, -1),
        ]),
      ),
    ).toEqual([
      ['c', 3, 3, 3, 3],
      ['b', 3, 3, 3, 0],
      ['a', 1, 1, 1, 0],
    ])
  })

  test('one with a weight makes all of its priority share; without any they do not', () => {
    expect(weightsOf(forPage([place('a', 1, 9), placement('b', { weight: 2 })]))).toEqual([
      ['b', 2, 2, 2, 2],
      ['a', 1, 1, 1, 0],
    ])
    expect(weightsOf(forPage([place('a', 1, 9), place('b', 2, 9)]))).toEqual([['b', 1, 1, 1, 1]])
  })

  test('a reader gets one of the page’s alternatives, the others say why not', () => {
    const placements = [
      placement('a', { weight: 1 }),
      placement('b', { weight: 1 }),
      placement('app', { platforms: ['ios'] }),
      placement('top', { priority: 1, platforms: ['desktop'] }),
    ]
    const choose = (reader: Reader) => chooseBanner(slotOf(placements), context(day(5), { reader }))
    const seen = new Set(
      Array.from({ length: 50 }, (_, index) => choose({ platform: 'android', draw: index / 50 }).standing?.placementId),
    )
    expect(seen).toEqual(new Set(['a', 'b']))
    const android = choose({ platform: 'android', draw: 0.5 })
    const other = android.standing?.placementId === 'a' ? 'b' : 'a'
    expect(Object.fromEntries(android.lost.map(({ id, reason }) => [id, reason]))).toEqual({
      [other]: 'not-drawn',
      app: 'platform',
      top: 'platform',
    })
    expect(choose({ platform: 'desktop', draw: 0.5 })).toMatchObject({ standing: { placementId: 'top' } })
    expect(choose({ platform: 'desktop', draw: 0.5 }).lost).toContainEqual({ id: 'a', reason: 'lower-priority' })
  })

  test('behind what may be used up stands the next priority, until one may not; readers without script have used up nothing', () => {
    const placements = [
      placement('twice', { priority: 9, perDay: 2 }),
      placement('shared', { priority: 5, perDay: 1, weight: 2 }),
      placement('sharing', { priority: 5, perDay: 1 }),
      placement('always', { priority: 2 }),
      placement('never', { priority: 1 }),
    ]
    const choice = forPage(placements)
    expect(weightsOf(choice)).toEqual([
      ['twice', 1, 1, 1, 1],
      ['shared', 2, 2, 2, 0],
      ['sharing', 1, 1, 1, 0],
      ['always', 1, 1, 1, 0],
    ])
    expect(choice.alternatives.map(({ rank }) => rank)).toEqual([0, 1, 1, 2])
    expect(choice.lost).toEqual([{ id: 'never', reason: 'lower-priority' }])
    const limited = forPage(placements.slice(0, 1))
    expect(weightsOf(limited)).toEqual([
      ['twice', 1, 1, 1, 1],
      [null, 1, 1, 1, 0],
    ])
    expect(forPage(placements.slice(0, 1), null).alternatives).toHaveLength(1)
  })

  test('one that a reader may close has the next behind it', () => {
    const choice = chooseBanner(
      slotOf([placement('open'), placement('low', { priority: -1 })]),
      context(day(5)),
      () => true,
      (banner) => banner === 'banner-open',
    )
    expect(weightsOf(choice)).toEqual([
      ['open', 1, 1, 1, 1],
      ['low', 1, 1, 1, 0],
    ])
  })

  test('a reader who has used one up gets the next that is left, in the order of ranks, or nothing', () => {
    const placements = [
      placement('first', { priority: 3, perDay: 1 }),
      placement('a', { weight: 1, perDay: 1 }),
      placement('b', { weight: 1, perDay: 1 }),
    ]
    const usedUp = (...ids: string[]) =>
      chooseBanner(
        slotOf(placements, null),
        context(day(5), {
          reader: { platform: 'ios', draw: 0.5, isUsedUp: ({ placementId }) => ids.some((id) => id === placementId) },
        }),
      )
    expect(usedUp().standing?.placementId).toBe('first')
    expect(['a', 'b']).toContain(usedUp('first').standing?.placementId)
    expect(usedUp('first', 'a')).toMatchObject({
      standing: { placementId: 'b' },
      lost: [
        { id: 'first', reason: 'used-up' },
        { id: 'a', reason: 'used-up' },
      ],
    })
    expect(usedUp('first', 'a', 'b').standing).toBeNull()
    expect(usedUp('b').lost).toEqual([
      { id: 'a', reason: 'lower-priority' },
      { id: 'b', reason: 'used-up' },
    ])
  })

  test('what comes between them while all of it may be used up ends the interval', () => {
    const between = placement('between', { priority: 5, startsAt: day(7) })
    expect(forPage([placement('top', { priority: 9, perDay: 1 }), between, placement('low')]).until).toBe(day(7))
    expect(forPage([placement('top', { priority: 9 }), between, placement('low')]).until).toBeNull()
  })
})

describe('days and hours', () => {
  const now = '2024-01-05T03:00:00.000Z' // Friday, 11:00 in Taipei
  const morning = { hoursFrom: '09:00', hoursTo: '12:00' }

  test('end the interval, and the banner carries the end of today’s hours', () => {
    const choice = chooseBanner(slotOf([placement('a', { ...morning, endsAt: day(20) })]), context(now))
    expect(choice).toMatchObject({
      from: '2024-01-05T01:00:00.000Z',
      until: '2024-01-05T04:00:00.000Z',
      standing: { placementId: 'a', endsAt: '2024-01-05T04:00:00.000Z' },
    })
    expect(
      chooseBanner(slotOf([placement('a', { ...morning, endsAt: '2024-01-05T03:30:00.000Z' })]), context(now)).standing
        ?.endsAt,
    ).toBe('2024-01-05T03:30:00.000Z')
  })

  test('in a zone that nobody knows are refused; without them no zone is asked for', () => {
    expect(() => chooseBanner(slotOf([placement('a', morning)]), context(now, { zone: 'Asia/Atlantis' }))).toThrow(
      RangeError,
    )
    expect(chooseBanner(slotOf([placement('a')]), context(now, { zone: 'Asia/Atlantis' })).standing?.placementId).toBe(
      'a',
    )
  })

  test('a placement that begins within its hours, one that begins outside of them', () => {
    const starting = (startsAt: string) =>
      chooseBanner(slotOf([placement('a', { ...morning, startsAt })]), context(now)).until
    expect(starting('2024-01-06T02:00:00.000Z')).toBe('2024-01-06T02:00:00.000Z')
    expect(starting('2024-01-06T10:00:00.000Z')).toBe('2024-01-07T01:00:00.000Z')
  })

  test('that hold all week end the interval after eight days, and the banner not at all', () => {
    const choice = chooseBanner(slotOf([placement('a', { days: weekdays })]), context(now))
    expect(choice).toMatchObject({
      from: '2023-12-28T03:00:00.000Z',
      until: '2024-01-13T03:00:00.000Z',
      standing: { endsAt: null },
    })
  })

  test('of one with a weight that comes to share end the interval, though it outranks nobody', () => {
    const later = placement('later', { hoursFrom: '12:00', weight: 1 })
    expect(chooseBanner(slotOf([place('a', 1, null), later]), context(now)).until).toBe('2024-01-05T04:00:00.000Z')
    expect(chooseBanner(slotOf([place('a', 1, null), { ...later, weight: null }]), context(now)).until).toBeNull()
  })

  test('of one that is beaten anyway change nothing', () => {
    expect(chooseBanner(slotOf([placement('a', morning), place('top', null, null, 1)]), context(now))).toMatchObject({
      from: null,
      until: null,
    })
  })
})

const START = Date.parse('2024-03-25T00:00:00Z')
const HALF_HOUR = 1_800_000
/** Half hours of ten days, in which the clocks of Berlin go forward (2024-03-31) and those of Lord Howe back (2024-04-06). */
const SPAN = 14 * 48
const instant = fc.integer({ min: 0, max: SPAN }).map((half) => new Date(START + half * HALF_HOUR).toISOString())
const clockTime = fc
  .integer({ min: 0, max: 47 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`)
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2 })
const seldom = <T>(value: fc.Arbitrary<readonly T[]>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant<readonly T[]>([]) }, { weight: 1, arbitrary: value })
const rulesOf = fc.record({
  startsAt: orNull(instant),
  endsAt: orNull(instant),
  priority: fc.integer({ min: 0, max: 2 }),
  weight: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 2 }),
  perDay: fc.option(fc.constant(1), { freq: 2 }),
  paused: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  days: seldom(fc.subarray([...weekdays])),
  hoursFrom: fc.option(clockTime, { freq: 2 }),
  hoursTo: fc.option(clockTime, { freq: 2 }),
  locales: seldom(fc.constant(['en'])),
  platforms: seldom(fc.subarray([...platforms])),
  onlyCategories: seldom(fc.constant(['c'])),
  notArticles: seldom(fc.constant(['a'])),
})
const scene = fc.record({
  placements: fc
    .array(rulesOf, { maxLength: 6 })
    .map((all) => all.map((rules, index) => placement(String(index), rules))),
  zone: fc.constantFrom('Asia/Taipei', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
  now: fc.integer({ min: 0, max: SPAN * 2 }).map((quarter) => START + (quarter * HALF_HOUR) / 2),
  article: orNull(fc.constant('a')),
  category: orNull(fc.constantFrom('c', 'd')),
  reader: orNull(
    fc.record({ platform: fc.constantFrom(...platforms), draw: fc.integer({ min: 0, max: 99 }).map((n) => n / 100) }),
  ),
})

test('the same answer at every instant between from and until, another one or another reason just outside', () => {
  let outside = 0
  fc.assert(
    fc.property(scene, ({ placements, zone, now, article, category, reader }) => {
      const choose = (time: number) =>
        chooseBanner(slotOf(placements), {
          now: new Date(time),
          zone,
          locale: 'zh-TW',
          article,
          category,
          reader: reader ?? undefined,
        })
      const answer = (time: number) => {
        const { standing, alternatives } = choose(time)
        return JSON.stringify([standing, alternatives])
      }
      const all = (time: number) => {
        const { lost } = choose(time)
        return answer(time) + JSON.stringify(lost.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      }
      const { from, until } = choose(now)
      const [begin, end] = [
        from === null ? START - 20 * DAY : Date.parse(from),
        until === null ? START + 40 * DAY : Date.parse(until),
      ]
      expect(begin <= now && now < end).toBe(true)
      const here = answer(now)
      const step = Math.max(HALF_HOUR / 2, Math.floor((end - begin) / 40))
      for (let time = begin; time < end; time += step)
        if (answer(time) !== here) throw new Error(`another answer at ${new Date(time).toISOString()}`)
      if (answer(end - 1) !== here) throw new Error('another answer at the last instant')
      if (until !== null && end < now + 8 * DAY) {
        outside += 1
        if (all(end) === all(end - 1)) throw new Error('nothing changes at until')
      }
      if (from !== null && begin > now - 8 * DAY) {
        outside += 1
        if (all(begin - 1) === all(begin)) throw new Error('nothing changes at from')
      }
    }),
    { numRuns: 600 },
  )
  expect(outside).toBeGreaterThan(200)
})

test('without those that start later the answer is the same until then', () => {
  let cut = 0
  fc.assert(
    fc.property(scene, ({ placements, zone, now, article, category }) => {
      const knownUntil = new Date(now + DAY).toISOString()
      const known = placements.filter(({ startsAt }) => startsAt === null || startsAt < knownUntil)
      if (known.length < placements.length) cut += 1
      const context = (time: number) => ({ now: new Date(time), zone, locale: 'zh-TW', article, category })
      const part = { ...slotOf(known), knownUntil: known.length < placements.length ? knownUntil : null }
      const answer = (slot: typeof part, time: number) => JSON.stringify(chooseBanner(slot, context(time)).alternatives)
      const until = Math.min(now + DAY, Date.parse(chooseBanner(part, context(now)).until ?? knownUntil))
      expect(chooseBanner({ ...part, knownUntil }, context(now)).until).toBe(new Date(until).toISOString())
      for (const time of [now, until - 1])
        expect(answer(part, now)).toBe(answer({ ...slotOf(placements), knownUntil: null }, time))
    }),
    { numRuns: 600 },
  )
  expect(cut).toBeGreaterThan(200)
})

test('intervals are combined to the time in which all hold', () => {
  expect(combineIntervals([])).toEqual({ from: null, until: null })
  expect(
    combineIntervals([
      { from: day(1), until: null },
      { from: day(3), until: day(9) },
      { from: null, until: day(7) },
    ]),
  ).toEqual({ from: day(3), until: day(7) })
})
