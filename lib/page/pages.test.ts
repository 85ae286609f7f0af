import { expect, test } from 'vitest'
import { slugSchema } from '../links/address.ts'
import { shownDate, shownInstant, shownLastDay, yearIn } from '../time/dates.ts'
import { pageNumber, pageSlice, paginate } from '../links/pagination.ts'
import {
  absoluteUrl,
  academyPath,
  articlePath,
  authorPath,
  categoryPath,
  disclosurePath,
  frontPath,
} from '../links/paths.ts'
import { isPublishedLocale } from '../settings/locales.ts'

test.each([
  ['2023-04-03T02:00:00Z', 'zh-TW', 'Asia/Taipei', '2023 年 4 月 3 日', '2023-04-03'],
  ['2023-04-02T16:00:00Z', 'zh-TW', 'Asia/Taipei', '2023 年 4 月 3 日', '2023-04-03'],
  ['2023-04-02T15:59:59.999Z', 'zh-TW', 'Asia/Taipei', '2023 年 4 月 2 日', '2023-04-02'],
  ['2023-12-31T16:00:00Z', 'zh-TW', 'Asia/Taipei', '2024 年 1 月 1 日', '2024-01-01'],
  ['2023-04-03T02:00:00Z', 'en', 'America/New_York', 'April 2, 2023', '2023-04-02'],
  ['2023-04-03T02:00:00Z', 'en', 'UTC', 'April 3, 2023', '2023-04-03'],
] as const)('%s in %s, %s', (at, locale, timeZone, text, datetime) => {
  expect(shownDate(at, { locale, timeZone })).toEqual({ text, datetime })
})

test('a time is told to the minute in the zone, the first of a day as 00:00', () => {
  const zone = { locale: 'zh-TW', timeZone: 'Asia/Taipei' } as const
  expect(shownInstant('2026-12-31T15:59:00.000Z', zone)).toEqual({
    text: '2026 年 12 月 31 日 23:59',
    datetime: '2026-12-31T15:59:00.000Z',
  })
  expect(shownInstant('2026-12-31T16:00:00.000Z', zone)?.text).toBe('2027 年 1 月 1 日 00:00')
  expect(shownInstant('2026-12-31T16:00:00.000Z', { locale: 'en', timeZone: 'UTC' })?.text).toBe(
    'December 31, 2026 16:00',
  )
  expect([shownInstant(null, zone), shownInstant('soon', zone)]).toEqual([null, null])
})

test('what ends at midnight has its last day before', () => {
  const zone = { locale: 'zh-TW', timeZone: 'Asia/Taipei' } as const
  expect(
    ['2026-12-31T15:59:00.000Z', '2026-12-31T16:00:00.000Z', '2026-12-31T16:01:00.000Z'].map(
      (at) => shownLastDay(at, zone)?.text,
    ),
  ).toEqual(['2026/12/31', '2026/12/31', '2027/1/1'])
  expect(shownLastDay('2026-12-31T16:00:00.000Z', { locale: 'en', timeZone: 'UTC' })).toEqual({
    text: 'Dec 31, 2026',
    datetime: '2026-12-31T16:00:00.000Z',
  })
  expect([shownLastDay(null, zone), shownLastDay('soon', zone)]).toEqual([null, null])
})

test('no instant, no date; the year is the zone’s', () => {
  expect(shownDate(null, { locale: 'en', timeZone: 'UTC' })).toBeNull()
  expect(shownDate('soon', { locale: 'en', timeZone: 'UTC' })).toBeNull()
  expect(yearIn(new Date('2023-12-31T16:00:00Z'), 'Asia/Taipei')).toBe(2024)
})

test.each([
  ['1', null],
  ['2', 2],
  ['10', 10],
  ['0', null],
  ['02', null],
  ['-2', null],
  ['2.0', null],
  ['2a', null],
  ['', null],
  ['99999999', null],
])('page %j', (segment, page) => {
  expect(pageNumber(segment)).toBe(page)
})

test.each([
  [0, 1, { pages: [1], previous: null, next: null, first: 0, last: 0 }],
  [8, 1, { pages: [1], previous: null, next: null, first: 1, last: 8 }],
  [22, 1, { pages: [1, 2, 3], previous: null, next: 2, first: 1, last: 8 }],
  [22, 2, { pages: [1, 2, 3], previous: 1, next: 3, first: 9, last: 16 }],
  [22, 3, { pages: [1, 2, 3], previous: 2, next: null, first: 17, last: 22 }],
])('%i items, page %i', (total, current, expected) => {
  expect(paginate(total, current)).toEqual({ total, current, ...expected })
})

test('pages that a list does not have', () => {
  expect([paginate(8, 2), paginate(0, 2), paginate(8, 0), paginate(8, 1.5), paginate(8, -1)]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
  expect([pageSlice(1), pageSlice(3)]).toEqual([
    { from: 0, to: 8 },
    { from: 16, to: 24 },
  ])
})

const slug = (text: string) => slugSchema.parse(text)

test('paths', () => {
  expect([frontPath('zh-TW'), academyPath('zh-TW'), academyPath('zh-TW', 2), disclosurePath('en')]).toEqual([
    '/zh-TW',
    '/zh-TW/academy',
    '/zh-TW/academy/page/2',
    '/en/disclosure',
  ])
  expect([categoryPath('zh-TW', slug('market'), 1), categoryPath('zh-TW', slug('market'), 3)]).toEqual([
    '/zh-TW/academy/market',
    '/zh-TW/academy/market/page/3',
  ])
  expect(articlePath('zh-TW', slug('市場 動態'), slug('開源?100%'))).toBe(
    '/zh-TW/academy/%E5%B8%82%E5%A0%B4%20%E5%8B%95%E6%85%8B/%E9%96%8B%E6%BA%90%3F100%25',
  )
  expect([authorPath('zh-TW', slug('a')), authorPath('zh-TW', slug('a'), 2)]).toEqual([
    '/zh-TW/authors/a',
    '/zh-TW/authors/a/page/2',
  ])
  expect(absoluteUrl('https://l.example', '/zh-TW')).toBe('https://l.example/zh-TW')
})

test('only published locales have paths, exactly as written', () => {
  expect(['zh-TW', 'zh-tw', 'en', ''].map(isPublishedLocale)).toEqual([true, false, false, false])
})
