import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseBanner, type Placement, type SlotContext } from './choose-banner.ts'
import { placement, slotOf } from './placement.fixture.ts'
import { planSwap, swapInWords, swapProblem, type SwapWish } from './swap-banner.ts'

const now = new Date('2026-11-24T00:00:00.000Z')
const context: SlotContext = { now, zone: 'Asia/Taipei', locale: 'zh-TW', article: null, category: null }
const wish = (more: Partial<SwapWish> = {}): SwapWish => ({
  startsAt: '2026-11-27T10:00:00.000Z',
  endsAt: '2026-11-29T16:00:00.000Z',
  platforms: [],
  onlyCategories: [],
  ...more,
})
const swap = (placements: Placement[], more: Partial<SwapWish> = {}, fallback: string | null = 'fallback') =>
  planSwap(
    slotOf(placements, fallback),
    { id: 'new', banner: { id: 'banner-new', value: 'new' } },
    wish(more),
    context,
    (banner) => banner !== 'dead',
  )

test.each<[string, Placement[], number, string]>([
  ['an empty slot', [], 0, 'fallback'],
  ['one that stands for good', [placement('a', { priority: 3 })], 4, 'banner-a'],
  ['one below zero', [placement('a', { priority: -3 })], -2, 'banner-a'],
  ['one that has ended by then', [placement('a', { priority: 3, endsAt: '2026-11-27T10:00:00.000Z' })], 0, 'fallback'],
  [
    'one that begins when it ends',
    [placement('a', { priority: 3, startsAt: '2026-11-29T16:00:00.000Z' })],
    0,
    'banner-a',
  ],
  [
    'one that begins meanwhile',
    [placement('a', { priority: 3, startsAt: '2026-11-28T00:00:00.000Z', endsAt: '2026-11-29T00:00:00.000Z' })],
    4,
    'fallback',
  ],
  ['a paused one', [placement('a', { priority: 3, paused: true })], 4, 'fallback'],
])('above %s', (_, placements, priority, after) => {
  expect(swap(placements)).toMatchObject({
    placement: { _id: 'new', banner: 'banner-new', priority },
    isSeen: true,
    platforms: [],
    after: [after],
  })
})

test('whatever stood there, from its start to its end everybody sees the new one', () => {
  const hour = (n: number) => new Date(now.getTime() + n * 3_600_000).toISOString()
  const some = fc.record({
    from: fc.option(fc.integer({ min: -50, max: 200 })),
    length: fc.integer({ min: 1, max: 200 }),
    priority: fc.integer({ min: -5, max: 5 }),
  })
  fc.assert(
    fc.property(
      fc.array(some, { maxLength: 8 }),
      fc.integer({ min: -10, max: 100 }),
      fc.integer({ min: 20, max: 100 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (drawn, start, length, at) => {
        const others = drawn.map(({ from, length: long, priority }, index) =>
          placement(`p${index}`, {
            startsAt: from === null ? null : hour(from),
            endsAt: hour((from ?? 0) + long),
            priority,
            weight: index % 2 ? 1 : null,
          }),
        )
        const plan = swap(others, { startsAt: hour(start), endsAt: hour(start + length) })
        const begun = Math.max(start, 0)
        const choice = chooseBanner(slotOf([...others, plan.placement]), {
          ...context,
          now: new Date(Date.parse(hour(begun)) + at * (start + length - begun) * 3_600_000),
        })
        expect(choice.alternatives.map(({ placementId }) => placementId)).toEqual(['new'])
      },
    ),
  )
})

const [all, ios] = [placement('all'), placement('ios', { platforms: ['ios'], priority: 1 })]
const [of, other] = [placement('of', { onlyCategories: ['a'] }), placement('other', { onlyCategories: ['b'] })]
test.each<[string, Placement[], Partial<SwapWish>, string | null, (string | null)[]]>([
  [
    'the one for their platform, not what stands for everybody',
    [all, ios],
    { platforms: ['ios'] },
    null,
    ['banner-ios'],
  ],
  ['the one that is for their platform only', [ios], { platforms: ['ios'] }, null, ['banner-ios']],
  ['another on each platform', [all, ios], {}, null, ['banner-all', 'banner-ios']],
  ['nothing on some platforms', [ios], { platforms: ['ios', 'android'] }, null, [null, 'banner-ios']],
  ['the fallback on some platforms', [ios], {}, 'fallback', ['fallback', 'banner-ios']],
  ['another in each category', [of, other], { onlyCategories: ['a', 'b'] }, 'fallback', ['banner-of', 'banner-other']],
  ['nothing in one of the categories', [of], { onlyCategories: ['a', 'c'] }, null, ['banner-of', null]],
  [
    'those who share it',
    [placement('x', { weight: 1 }), placement('y', { weight: 3 })],
    {},
    null,
    ['banner-y', 'banner-x'],
  ],
  [
    'the first alone of what may be used up',
    [all, placement('daily', { perDay: 1, priority: 1 })],
    {},
    null,
    ['banner-daily'],
  ],
  ['nothing', [], { platforms: ['ios'] }, null, [null]],
  ['nothing to tell, because it has no end', [all], { endsAt: null }, null, []],
])('readers get afterwards: %s', (_, placements, more, fallback, after) => {
  expect(swap(placements, more, fallback).after).toEqual(after)
})

test("a banner that some readers can't use is seen by the others, and only what these get returns", () => {
  const plan = (platforms: SwapWish['platforms']) =>
    planSwap(
      slotOf([all, ios]),
      { id: 'new', banner: { id: 'b', value: 'app' } },
      wish({ platforms }),
      context,
      (banner, platform) => banner !== 'app' || platform !== 'ios',
    )
  expect(plan([])).toMatchObject({ isSeen: true, platforms: ['android', 'desktop'], after: ['banner-all'] })
  expect(plan(['ios'])).toMatchObject({ isSeen: false })
  // The fallback stands wherever nothing else does, and is seen where it can be.
  expect(
    planSwap(
      slotOf([], 'app'),
      { id: 'new', banner: { id: 'b', value: 'new' } },
      wish(),
      context,
      (banner, platform) => banner !== 'app' || platform !== 'ios',
    ).after,
  ).toEqual(['app', null])
})

describe('what is booked and would be covered', () => {
  const booked = placement('paid', {
    priority: 3,
    startsAt: '2026-12-03T00:00:00.000Z',
    endsAt: '2026-12-05T00:00:00.000Z',
  })
  const covers = (more: Partial<SwapWish>, ...others: Placement[]) => {
    const { covers: found, freeUntil } = swap([placement('evergreen'), ...others], {
      startsAt: null,
      endsAt: null,
      ...more,
    })
    return [found.map(({ id, whole }) => `${id} ${whole ? 'whole' : 'part'}`), freeUntil]
  }
  const later = placement('later', { startsAt: '2026-12-20T00:00:00.000Z', endsAt: '2026-12-21T00:00:00.000Z' })
  test.each<[string, Partial<SwapWish>, Placement[], string[], string | null]>([
    ['nothing but what is there for good', {}, [], [], null],
    [
      'all that comes, by a swap without an end',
      {},
      [later, booked],
      ['paid whole', 'later whole'],
      '2026-12-03T00:00:00.000Z',
    ],
    ['nothing, when it ends as that begins', { endsAt: '2026-12-03T00:00:00.000Z' }, [booked], [], null],
    ['a part', { endsAt: '2026-12-04T00:00:00.000Z' }, [booked], ['paid part'], '2026-12-03T00:00:00.000Z'],
    ['what runs already', { startsAt: '2026-12-04T00:00:00.000Z' }, [booked], ['paid part'], null],
    [
      'what runs now, to its end',
      {},
      [placement('running', { priority: 1, endsAt: '2026-12-01T00:00:00.000Z' })],
      ['running whole'],
      null,
    ],
    [
      'what begins later for good',
      {},
      [placement('next', { startsAt: '2026-12-01T00:00:00.000Z' })],
      ['next whole'],
      '2026-12-01T00:00:00.000Z',
    ],
    ['for some of its readers', { platforms: ['ios'] }, [booked], ['paid part'], '2026-12-03T00:00:00.000Z'],
    ['nothing on other platforms', { platforms: ['ios'] }, [{ ...booked, platforms: ['android'] }], [], null],
    ['in some of its categories', { onlyCategories: ['a'] }, [booked], ['paid part'], '2026-12-03T00:00:00.000Z'],
    ['nothing in other categories', { onlyCategories: ['a'] }, [{ ...booked, onlyCategories: ['b'] }], [], null],
    [
      'nothing that is not in its categories',
      { onlyCategories: ['a'] },
      [{ ...booked, notCategories: ['a'] }],
      [],
      null,
    ],
    ['nothing that is paused', {}, [{ ...booked, paused: true }], [], null],
    [
      'nothing that another covers already',
      {},
      [
        booked,
        placement('above', { priority: 9, startsAt: '2026-12-02T00:00:00.000Z', endsAt: '2026-12-06T00:00:00.000Z' }),
      ],
      ['above whole'],
      '2026-12-02T00:00:00.000Z',
    ],
  ])('%s', (_, more, others, expected, freeUntil) => expect(covers(more, ...others)).toEqual([expected, freeUntil]))
})

test('a banner that leads nowhere would not be seen; a period that is over or empty is refused', () => {
  expect(
    planSwap(
      slotOf([]),
      { id: 'new', banner: { id: 'b', value: 'dead' } },
      wish(),
      context,
      (banner) => banner !== 'dead',
    ).isSeen,
  ).toBe(false)
  expect(swapProblem(wish(), now)).toBe(true)
  expect(swapProblem(wish({ startsAt: null, endsAt: null }), now)).toBe(true)
  for (const wrong of [
    wish({ startsAt: null, endsAt: '2026-11-24T00:00:00.000Z' }),
    wish({ startsAt: '2026-11-29T16:00:00.000Z' }),
  ]) {
    expect(swapProblem(wrong, now)).toEqual(expect.stringMatching(/\p{Script=Han}/u))
    expect(() => swap([], wrong)).toThrow(RangeError)
  }
})

describe('in words', () => {
  const say = (more: Partial<SwapWish>, names: { after?: (string | null)[]; categories?: string[] } = {}) =>
    swapInWords(
      wish(more),
      { slot: '標題上方', banner: '雙十一', after: ['新手專享'], categories: [], ...names },
      { timeZone: 'Asia/Taipei', now },
    )
  test.each([
    [
      say({}),
      '從 11/27（五）18:00 起，到 11/29（日）24:00 為止，所有讀者在「標題上方」看到「雙十一」；之後換回「新手專享」。',
    ],
    [
      say({}, { after: [null] }),
      '從 11/27（五）18:00 起，到 11/29（日）24:00 為止，所有讀者在「標題上方」看到「雙十一」；之後這裡不顯示橫幅。',
    ],
    [
      say({}, { after: ['新手專享', 'App 下載', '新手專享'] }),
      '從 11/27（五）18:00 起，到 11/29（日）24:00 為止，所有讀者在「標題上方」看到「雙十一」；之後換回「新手專享」、「App 下載」。',
    ],
    [
      say({}, { after: [null, '新手專享'] }),
      '從 11/27（五）18:00 起，到 11/29（日）24:00 為止，所有讀者在「標題上方」看到「雙十一」；之後換回「新手專享」，部分讀者看不到橫幅。',
    ],
    [say({ startsAt: null, endsAt: null }), '發布後馬上開始，所有讀者在「標題上方」看到「雙十一」，直到你再換或停播。'],
    [
      say({ platforms: ['ios', 'android'] }),
      '從 11/27（五）18:00 起，到 11/29（日）24:00 為止，用 iOS、Android 的讀者在「標題上方」看到「雙十一」，其他讀者看到的不變；之後換回「新手專享」。',
    ],
    [
      say({ onlyCategories: ['category-a'] }, { categories: ['市場動態'] }),
      '從 11/27（五）18:00 起，到 11/29（日）24:00 為止，讀「市場動態」文章的讀者在「標題上方」看到「雙十一」，其他讀者看到的不變；之後換回「新手專享」。',
    ],
  ])('%s', (said, expected) => expect(said).toBe(expected))
})
