import { expect, test } from 'vitest'
import type { Placement, SlotContext } from './choose-banner.ts'
import { placement, slotOf } from './placement.fixture.ts'
import { slotOutlook, standsAt } from './slot-outlook.ts'

const at = (time: string): SlotContext => ({
  now: new Date(time),
  zone: 'Asia/Taipei',
  locale: 'zh-TW',
  article: null,
  category: null,
})
const look = (placements: Placement[], now = '2026-11-24T00:00:00Z', fallback: string | null = 'fallback') =>
  slotOutlook(slotOf(placements, fallback), at(now), (banner) => banner !== 'banner-dead')
const names = (standing: readonly { banner: string }[] | undefined) => standing?.map(({ banner }) => banner)

test('nothing and nothing ahead', () => {
  expect(look([], undefined, null)).toEqual({ now: [], next: null, undrawn: [], booked: [] })
  expect(look([]).now).toEqual([
    { banner: 'fallback', placementId: null, endsAt: null, platforms: [], isSelective: false },
  ])
})

test('what stands until when, and what follows', () => {
  const { now, next } = look([
    placement('a', { endsAt: '2026-11-25T00:00:00.000Z', priority: 1 }),
    placement('b', { startsAt: '2026-12-01T00:00:00.000Z', priority: 2 }),
  ])
  expect(now).toMatchObject([{ banner: 'banner-a', placementId: 'a', endsAt: '2026-11-25T00:00:00.000Z' }])
  expect(next).toMatchObject({ at: '2026-11-25T00:00:00.000Z', standing: [{ banner: 'fallback', placementId: null }] })
})

test('what comes but stays hidden below is not what comes next', () => {
  const { next } = look([
    placement('a', { priority: 5, endsAt: '2026-12-10T00:00:00.000Z' }),
    placement('b', { startsAt: '2026-12-01T00:00:00.000Z' }),
  ])
  expect(next).toMatchObject({ at: '2026-12-10T00:00:00.000Z', standing: [{ banner: 'banner-b' }] })
})

test('hours that begin weeks from now are found', () => {
  const { next } = look([
    placement('a', { startsAt: '2026-12-20T16:00:00.000Z', hoursFrom: '09:00', hoursTo: '10:00' }),
  ])
  expect(next).toMatchObject({
    at: '2026-12-21T01:00:00.000Z',
    standing: [{ banner: 'banner-a', endsAt: '2026-12-21T02:00:00.000Z' }],
  })
})

test('paused, dead and ended ones are not named; those of one platform and of some articles are, with that', () => {
  const { now } = look([
    placement('p', { paused: true, priority: 9 }),
    placement('dead', { priority: 9 }),
    placement('old', { endsAt: '2026-01-01T00:00:00.000Z' }),
    placement('ios', { platforms: ['ios'], priority: 3 }),
    placement('some', { onlyCategories: ['category-x'] }),
    placement('later', { onlyArticles: ['article-x'], startsAt: '2027-01-01T00:00:00.000Z' }),
  ])
  expect(now).toMatchObject([
    { banner: 'banner-ios', platforms: ['ios'], isSelective: false },
    { banner: 'fallback', platforms: ['android', 'desktop'] },
    { banner: 'banner-some', platforms: [], isSelective: true },
  ])
  expect(names(now)).toHaveLength(3)
})

test('what can’t be drawn in its time is named, and what is booked with who keeps it from readers', () => {
  const { now, undrawn, booked } = look([
    placement('dead', { priority: 9 }),
    placement('old', { banner: 'banner-dead', endsAt: '2026-01-01T00:00:00.000Z' }),
    placement('later', { banner: 'banner-dead', startsAt: '2027-01-01T00:00:00.000Z' }),
    placement('under', { startsAt: '2026-12-03T00:00:00.000Z', endsAt: '2026-12-05T00:00:00.000Z' }),
    placement('above', { startsAt: '2026-12-02T00:00:00.000Z', priority: 1 }),
  ])
  expect(names(now)).toEqual(['fallback'])
  expect(undrawn).toEqual(['dead'])
  expect(booked.map(({ placement: { _id }, whole, by }) => [_id, whole, by])).toEqual([
    ['above', false, []],
    ['under', true, ['above']],
    ['later', false, []],
  ])
})

test.each<[string, Partial<Placement>, Partial<Placement>, boolean, string[]]>([
  ['above the other', { priority: 2 }, { priority: 1 }, true, []],
  ['below the other', { priority: 1 }, { priority: 2 }, false, ['banner-q']],
  ['below one of a category, in another', { onlyCategories: ['c'] }, { priority: 2, onlyCategories: ['d'] }, true, []],
  ['below one of its category', { onlyCategories: ['c'] }, { priority: 2, onlyCategories: ['c'] }, false, ['banner-q']],
  ['below one of one platform', {}, { priority: 2, platforms: ['ios'] }, true, []],
])('stands at an instant: %s', (_, own, more, stands, instead) => {
  const mine = placement('p', own)
  expect(standsAt(slotOf([mine, placement('q', more)]), mine, at('2026-11-24T00:00:00Z'), () => true)).toEqual({
    stands,
    instead,
  })
})
