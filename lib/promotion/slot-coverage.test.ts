import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseBanner, type Placement, type Platform } from './choose-banner.ts'
import { placement, slotOf } from './placement.fixture.ts'
import { coverage, type Cover } from './slot-coverage.ts'

const now = new Date('2026-12-01T00:00:00.000Z')
const drawable = (banner: string, platform?: Platform) =>
  banner !== 'banner-dead' && (banner !== 'banner-app' || platform === 'ios')
const coverOf = (placement: Placement, others: readonly Placement[]) =>
  coverage(
    slotOf([placement, ...others]),
    { now, zone: 'Asia/Taipei' },
    drawable,
    (banner) => banner === 'banner-closable',
  ).get(placement._id)
const booked = (more: Partial<Placement> = {}) =>
  placement('p', { priority: 3, startsAt: '2026-12-03T00:00:00.000Z', endsAt: '2026-12-05T00:00:00.000Z', ...more })
const over = (id: string, more: Partial<Placement> = {}) => placement(id, { priority: 4, ...more })
const [none, whole, part] = [
  { whole: false, by: [] },
  { whole: true, by: ['q'] },
  { whole: false, by: ['q'] },
]

test.each<[string, Placement, Placement[], Cover]>([
  ['alone', booked(), [], none],
  ['one above without an end', booked(), [over('q')], whole],
  ['one below', booked(), [over('q', { priority: 2 })], none],
  ['one above that begins within', booked(), [over('q', { startsAt: '2026-12-04T00:00:00.000Z' })], part],
  ['one above that ends as it begins', booked(), [over('q', { endsAt: '2026-12-03T00:00:00.000Z' })], none],
  [
    'two above, one after the other',
    booked(),
    [over('a', { endsAt: '2026-12-04T00:00:00.000Z' }), over('b', { startsAt: '2026-12-04T00:00:00.000Z' })],
    { whole: true, by: ['a', 'b'] },
  ],
  [
    'two above with a gap',
    booked(),
    [over('a', { endsAt: '2026-12-04T00:00:00.000Z' }), over('b', { startsAt: '2026-12-04T00:00:01.000Z' })],
    { whole: false, by: ['a', 'b'] },
  ],
  [
    'what has shown is past: the rest counts',
    booked({ startsAt: '2026-11-01T00:00:00.000Z' }),
    [over('q', { startsAt: '2026-11-30T00:00:00.000Z' })],
    whole,
  ],
  ['ended itself', booked({ startsAt: null, endsAt: '2026-12-01T00:00:00.000Z' }), [over('q')], none],
  ['paused itself', booked({ paused: true }), [over('q')], none],
  ['a paused one above', booked(), [over('q', { paused: true })], none],
  ['one above whose banner can’t be drawn', booked(), [over('dead')], none],
  ['one above that can’t be drawn, with one that can', booked(), [over('dead'), over('q')], whole],
  ['one above that is drawn on iOS only', booked(), [over('app')], none],
  ['that one, over what is for iOS', booked({ platforms: ['ios'] }), [over('app')], { whole: true, by: ['app'] }],
  [
    'two that share the platforms',
    booked(),
    [over('a', { platforms: ['ios'] }), over('b', { platforms: ['android', 'desktop'] })],
    { whole: true, by: ['a', 'b'] },
  ],
  ['one above that readers may close', booked(), [over('closable')], none],
  ['one above for so often a day', booked(), [over('q', { perDay: 2 })], none],
  [
    'an equal that later starts, for so often a day: what follows it is a lower one',
    booked(),
    [over('q', { priority: 3, startsAt: '2026-12-03T12:00:00.000Z', perDay: 1 })],
    part,
  ],
  [
    'one above, behind its equal that readers may close',
    booked(),
    [over('q'), over('closable', { startsAt: '2026-11-01T00:00:00.000Z' })],
    none,
  ],
  ['one above in a category', booked(), [over('q', { onlyCategories: ['c'] })], none],
  ['one above in its category', booked({ onlyCategories: ['c'] }), [over('q', { onlyCategories: ['c', 'd'] })], whole],
  ['one above not in its category', booked({ onlyCategories: ['c'] }), [over('q', { notCategories: ['c'] })], none],
  [
    'one above not where it is not either',
    booked({ notArticles: ['x', 'y'] }),
    [over('q', { notArticles: ['x'] })],
    whole,
  ],
  ['one above in a language without pages', booked(), [over('q', { locales: ['en'] })], none],
  ['one above in the language of the pages', booked(), [over('q', { locales: ['zh-TW'] })], whole],
  ['an equal that starts later', booked(), [over('q', { priority: 3, startsAt: '2026-12-04T00:00:00.000Z' })], part],
  ['an equal that starts earlier', booked(), [over('q', { priority: 3 })], none],
  [
    'an equal that shares',
    booked(),
    [over('q', { priority: 3, startsAt: '2026-12-04T00:00:00.000Z', weight: 1 })],
    none,
  ],
  [
    'one above, behind its equal for so often a day, where only another platform’s share the readers',
    booked({ priority: 0 }),
    [
      over('q'),
      over('c', { startsAt: '2026-11-01T00:00:00.000Z', perDay: 1 }),
      over('s', { weight: 1, platforms: ['android'] }),
    ],
    none,
  ],
  ['one above in the mornings', booked(), [over('q', { hoursTo: '12:00' })], part],
  [
    'of equals without a start, one in the mornings before it',
    placement('p'),
    [placement('a', { hoursTo: '12:00' })],
    { whole: false, by: ['a'] },
  ],
  [
    'one above in the mornings, itself earlier',
    booked({ hoursFrom: '08:00', hoursTo: '11:00' }),
    [over('q', { hoursTo: '12:00' })],
    whole,
  ],
  ['one above in the mornings, itself later', booked({ hoursFrom: '12:00' }), [over('q', { hoursTo: '12:00' })], none],
])('%s', (_, own, others, expected) => expect(coverOf(own, others)).toEqual(expected))

const day = (n: number) => new Date(now.getTime() + n * 86_400_000).toISOString()

test('what is wholly covered stands at no time in what pages choose', () => {
  const some = fc.record({
    from: fc.option(fc.integer({ min: -3, max: 8 })),
    length: fc.option(fc.integer({ min: 1, max: 8 })),
    priority: fc.integer({ min: 0, max: 2 }),
    weight: fc.option(fc.constant(1), { freq: 4 }),
    platforms: fc.constantFrom<Placement['platforms']>([], [], ['ios'], ['android', 'desktop']),
    hoursTo: fc.option(fc.constant('12:00'), { freq: 3 }),
    perDay: fc.option(fc.constant(1), { freq: 5 }),
  })
  fc.assert(
    fc.property(fc.array(some, { minLength: 2, maxLength: 6 }), (drawn) => {
      const all = drawn.map(({ from, length, ...rest }, index) =>
        placement(`p${index}`, {
          ...rest,
          startsAt: from === null ? null : day(from),
          endsAt: length === null ? null : day((from ?? 0) + length),
        }),
      )
      const moments = Array.from({ length: 24 }, (_, half) => new Date(now.getTime() + half * 43_200_000))
      const seen = new Set(
        moments.flatMap((at) =>
          chooseBanner(slotOf(all), { now: at, zone: 'Asia/Taipei', locale: 'zh-TW', article: null, category: null })
            .alternatives.filter(({ weights }) => weights.android + weights.ios + weights.desktop > 0)
            .map(({ placementId }) => placementId),
        ),
      )
      const covers = coverage(
        slotOf(all),
        { now, zone: 'Asia/Taipei' },
        () => true,
        () => false,
      )
      const covered = all.filter(({ _id }) => covers.get(_id)?.whole)
      expect(covered.filter(({ _id }) => seen.has(_id))).toEqual([])
    }),
    { numRuns: 80 },
  )
})
