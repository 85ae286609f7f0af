import { expect, test } from 'vitest'
import { categorySlugSchema, slugSchema } from '../links/address.ts'
import { sitemapEntries } from './sitemap.ts'

const now = new Date('2026-06-01T00:00:00.000Z')
const market = categorySlugSchema.parse('market')
const article = (slug: string, more: object = {}) => ({
  slug: slugSchema.parse(slug),
  category: market,
  publishedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: null,
  source: null,
  ...more,
})
const entriesOf = (...articles: ReturnType<typeof article>[]) =>
  sitemapEntries(
    { articles, categories: [], authors: [] },
    { locale: 'zh-TW', origin: 'https://l.example', now },
  ).filter(({ url }) => url.includes('/market/'))
const source = (url: string | null, isCanonical: boolean | null = true) => ({ source: { url, isCanonical } })

test('an article is in it once where its canonical address is its own: named as its own source in whatever spelling, or without a source that leads anywhere', () => {
  const own = [
    'https://l.example/zh-TW/academy/market/a',
    'http://L.example/zh-TW/academy/market/a/',
    'https://l.example/zh-TW/academy/market/%61?x',
  ]
  for (const url of [...own, null, '', 'not a url', 'ftp://b.example/x'])
    expect(entriesOf(article('a', source(url))), String(url)).toMatchObject([{ url: own[0] }])
  expect(entriesOf(article('a', source('https://b.example/x')))).toEqual([])
  expect(entriesOf(article('a', source('https://l.example/zh-TW/academy/market/b')))).toEqual([])
  expect(
    entriesOf(article('a', source('https://b.example/x', false)), article('a', source('https://b.example/x', null))),
  ).toHaveLength(1)
})

test.each([
  ['the later of its dates', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
  [
    'an update before the publication',
    '2026-03-01T00:00:00.000Z',
    '2026-02-01T00:00:00.000Z',
    '2026-03-01T00:00:00.000Z',
  ],
  ['an update after now', '2026-01-01T00:00:00.000Z', '2026-07-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
  ['this very instant', '2026-06-01T00:00:00.000Z', null, '2026-06-01T00:00:00.000Z'],
  ['a publication after now', '2026-06-08T00:00:00.000Z', null, undefined],
  ['no date', null, null, undefined],
])('lastmod, never after now: %s', (_, publishedAt, updatedAt, lastModified) => {
  expect(entriesOf(article('a', { publishedAt, updatedAt }))[0]?.lastModified).toBe(lastModified)
})
