import { describe, expect, test } from 'vitest'
import { banner, draft, find, placement, ref, slots, telling } from '../validation/findings.fixture.ts'
import { findingsIn } from '../validation/findings.ts'

describe('two placements of one priority in one slot', () => {
  const [neverA, neverB] = [
    ['error placement-a priority', 'warning placement-b priority'],
    ['error placement-b priority', 'warning placement-a priority'],
  ]
  const [hiddenA, hiddenB] = [
    ['warning placement-a priority', 'warning placement-b priority'],
    ['warning placement-b priority', 'warning placement-a priority'],
  ]
  const both = (a: object, b: object) => find(banner(), placement('a', a), placement('b', b))
  test.each<[string, object, object, string[]]>([
    ['always', {}, {}, neverB],
    [
      'the one that starts first is hidden',
      { startsAt: '2026-01-01T00:00:00Z' },
      { startsAt: '2026-02-01T00:00:00Z' },
      neverA,
    ],
    [
      'the one that starts first is hidden from then on',
      { startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-08-01T00:00:00Z' },
      { startsAt: '2026-07-01T00:00:00Z' },
      hiddenA,
    ],
    ['one after the other', { endsAt: '2026-07-01T00:00:00Z' }, { startsAt: '2026-07-01T00:00:00Z' }, []],
    ['a higher one without an end', { priority: 1 }, {}, neverB],
    ['in other slots', { slot: ref('slot-b') }, {}, []],
    ['one paused', { paused: true }, {}, []],
    ['one shares by weight', { weight: 1 }, {}, []],
    ['on other platforms', { platforms: ['ios'] }, { platforms: ['android'] }, []],
    ['in other categories', { onlyCategories: [ref('c')] }, { onlyCategories: [ref('d')] }, []],
    ['at other hours', { hoursTo: '12:00' }, { hoursFrom: '12:00' }, []],
    ['at hours that meet', { hoursTo: '12:00' }, { hoursFrom: '11:00', days: ['sun'] }, hiddenB],
    [
      'at hours that meet over midnight',
      { hoursFrom: '22:00', hoursTo: '02:00', days: ['sun'] },
      { hoursFrom: '01:00', hoursTo: '03:00', days: ['mon'] },
      hiddenB,
    ],
    ['on other days', { days: ['mon'] }, { days: ['tue'] }, []],
    ['only in a category, and not in it', { onlyCategories: [ref('c')] }, { notCategories: [ref('c')] }, []],
    ['not in an article, and only in it', { notArticles: [ref('x')] }, { onlyArticles: [ref('x')] }, []],
    [
      'only in two categories, and not in one of them',
      { onlyCategories: [ref('c'), ref('d')] },
      { notCategories: [ref('c')] },
      hiddenB,
    ],
    ['each not in a category of its own', { notCategories: [ref('c')] }, { notCategories: [ref('d')] }, hiddenB],
    ['both ended', { endsAt: '2026-05-01T00:00:00Z' }, { endsAt: '2026-05-02T00:00:00Z' }, []],
    ['one ended', { endsAt: '2026-06-01T00:00:00Z' }, {}, []],
    ['a booked one over what is there for good, which returns', { endsAt: '2026-06-01T00:01:00Z' }, {}, []],
    ['a booked one over another', { endsAt: '2026-06-01T00:01:00Z' }, { endsAt: '2026-07-01T00:00:00Z' }, hiddenB],
    ['at hours that do not come while both last', { days: ['fri'], endsAt: '2026-06-03T00:00:00Z' }, {}, []],
    [
      'at hours that come while both last',
      { days: ['tue'], endsAt: '2026-06-03T00:00:00Z' },
      { endsAt: '2026-06-04T00:00:00Z' },
      hiddenB,
    ],
  ])('%s', (_, a, b, expected) => expect(both(a, b)).toEqual(expected))

  test('a new one that will hide a live one says so in its own form, and the live one in its', () => {
    const found = findingsIn(
      [
        ...slots,
        banner(),
        placement('a', { title: '舊的' }),
        draft(placement('b', { title: '新的', startsAt: '2026-07-01T00:00:00Z' })),
      ],
      telling,
    )
    expect(found.map(({ documentId, message }) => [documentId, message])).toEqual([
      ['placement-a', '和「新的」同一版位、同一優先順序，時間重疊，重疊時不會顯示：請改優先順序，或填輪播權重'],
      ['drafts.placement-b', '和「舊的」同一版位、同一優先順序，時間重疊，重疊時會蓋掉它：請改優先順序，或填輪播權重'],
    ])
  })
})

describe('a placement under higher ones', () => {
  const say = (...documents: Parameters<typeof find>) =>
    findingsIn([...slots, banner(), banner({ dismissible: true }, 'banner-closable'), ...documents], telling).map(
      ({ level, documentId, message }) => `${level} ${documentId} ${message}`,
    )
  const booked = (more: object = {}) =>
    placement('p', {
      title: '已付費客戶',
      priority: 3,
      startsAt: '2026-06-10T00:00:00Z',
      endsAt: '2026-06-12T00:00:00Z',
      ...more,
    })
  test('for all of its time is an error that names them, and they say so too', () => {
    expect(say(booked(), placement('q', { title: '換上的', priority: 4 }))).toEqual([
      'error placement-p 這一檔從頭到尾都被「換上的」蓋住，讀者看不到：請改優先順序或時間；不再需要，就打開「暫停」',
      'warning placement-q 「已付費客戶」從頭到尾都被蓋住，讀者看不到它：請確認，或改優先順序或時間',
    ])
    expect(
      say(
        booked(),
        placement('q', { title: '甲', priority: 4, endsAt: '2026-06-11T00:00:00Z' }),
        placement('r', { title: '乙', priority: 5, startsAt: '2026-06-11T00:00:00Z' }),
      )[0],
    ).toContain('被「甲」、「乙」蓋住')
  })

  test('for a part of it is a warning that says when and by which', () => {
    expect(
      say(
        booked(),
        placement('q', {
          title: '換上的',
          priority: 4,
          startsAt: '2026-06-11T00:00:00Z',
          endsAt: '2026-06-20T00:00:00Z',
        }),
      ),
    ).toEqual([
      'warning placement-p 從 6/11（四）08:00 到 6/12（五）08:00，被「換上的」蓋住，讀者看不到這一檔：請改時間或優先順序',
      'warning placement-q 從 6/11（四）08:00 到 6/12（五）08:00，會蓋掉「已付費客戶」：請確認，或改時間或優先順序',
    ])
  })

  test.each<[string, object]>([
    ['in other slots', { slot: ref('slot-b') }],
    ['paused', { paused: true }],
    ['on one platform', { platforms: ['ios'] }],
    ['that readers may close', { banner: ref('banner-closable') }],
    ['for so often a day', { perDay: 1 }],
    ['over before it begins', { endsAt: '2026-06-10T00:00:00Z' }],
  ])('is in order when they are %s', (_, more) =>
    expect(say(booked(), placement('q', { priority: 4, ...more }))).toEqual([]),
  )

  test('is in order when it is there for good and returns', () => {
    expect(say(placement('p'), booked(), placement('q', { priority: 4, endsAt: '2026-06-09T00:00:00Z' }))).toEqual([])
  })

  test('whose banner can’t be drawn is not hidden', () => {
    const found = findingsIn(
      [
        ...slots,
        banner(),
        banner({}, 'banner-dead'),
        booked(),
        placement('q', { priority: 4, banner: ref('banner-dead') }),
      ],
      { ...telling, drawnOn: new Map([['banner-dead', []]]) },
    )
    expect(found.map(({ level, documentId, path }) => `${level} ${documentId} ${path}`)).toEqual([
      'error placement-q banner',
    ])
  })
})
