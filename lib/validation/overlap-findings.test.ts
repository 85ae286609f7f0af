import { describe, expect, test } from 'vitest'
import { banner, draft, find, placement, ref, slots, telling } from './findings.fixture.ts'
import { findingsIn } from './findings.ts'

describe('two placements of one priority in one slot', () => {
  const [hiddenA, hiddenB] = [['warning placement-a priority', 'warning placement-b priority'], ['warning placement-b priority', 'warning placement-a priority']]
  const both = (a: object, b: object) => find(banner(), placement('a', a), placement('b', b))
  test.each<[string, object, object, string[]]>([
    ['always', {}, {}, hiddenB],
    ['the one that starts first is hidden', { startsAt: '2026-01-01T00:00:00Z' }, { startsAt: '2026-02-01T00:00:00Z' }, hiddenA],
    ['one after the other', { endsAt: '2026-07-01T00:00:00Z' }, { startsAt: '2026-07-01T00:00:00Z' }, []],
    ['of other priorities', { priority: 1 }, {}, []],
    ['in other slots', { slot: ref('slot-b') }, {}, []],
    ['one paused', { paused: true }, {}, []],
    ['one shares by weight', { weight: 1 }, {}, []],
    ['on other platforms', { platforms: ['ios'] }, { platforms: ['android'] }, []],
    ['in other categories', { onlyCategories: [ref('c')] }, { onlyCategories: [ref('d')] }, []],
    ['at other hours', { hoursTo: '12:00' }, { hoursFrom: '12:00' }, []],
    ['at hours that meet', { hoursTo: '12:00' }, { hoursFrom: '11:00', days: ['sun'] }, hiddenB],
    ['at hours that meet over midnight', { hoursFrom: '22:00', hoursTo: '02:00', days: ['sun'] }, { hoursFrom: '01:00', hoursTo: '03:00', days: ['mon'] }, hiddenB],
    ['on other days', { days: ['mon'] }, { days: ['tue'] }, []],
    ['only in a category, and not in it', { onlyCategories: [ref('c')] }, { notCategories: [ref('c')] }, []],
    ['not in an article, and only in it', { notArticles: [ref('x')] }, { onlyArticles: [ref('x')] }, []],
    ['only in two categories, and not in one of them', { onlyCategories: [ref('c'), ref('d')] }, { notCategories: [ref('c')] }, hiddenB],
    ['each not in a category of its own', { notCategories: [ref('c')] }, { notCategories: [ref('d')] }, hiddenB],
    ['both ended', { endsAt: '2026-05-01T00:00:00Z' }, { endsAt: '2026-05-02T00:00:00Z' }, []],
    ['one ended', { endsAt: '2026-06-01T00:00:00Z' }, {}, []],
    ['one ends later', { endsAt: '2026-06-01T00:01:00Z' }, {}, hiddenB],
    ['at hours that do not come while both last', { days: ['fri'], endsAt: '2026-06-03T00:00:00Z' }, {}, []],
    ['at hours that come while both last', { days: ['tue'], endsAt: '2026-06-03T00:00:00Z' }, {}, hiddenB],
  ])('%s', (_, a, b, expected) => expect(both(a, b)).toEqual(expected))

  test('a new one that will hide a live one says so in its own form, and the live one in its', () => {
    const found = findingsIn([...slots, banner(), placement('a', { title: '舊的' }), draft(placement('b', { title: '新的', startsAt: '2026-07-01T00:00:00Z' }))], telling)
    expect(found.map(({ documentId, message }) => [documentId, message])).toEqual([
      ['placement-a', '和「新的」同一版位、同一優先順序，時間重疊，重疊時不會顯示：請改優先順序，或填輪播權重'],
      ['drafts.placement-b', '和「舊的」同一版位、同一優先順序，時間重疊，重疊時會蓋掉它：請改優先順序，或填輪播權重'],
    ])
  })
})
