import { evaluate, parse } from 'groq-js'
import { expect, test } from 'vitest'
import { pastedPage, standingOf, standingQuery, standingSchema, type Standing } from './pages.ts'

const ref = (_ref: string) => ({ _type: 'reference', _ref })
const article = (name: string, day: string, more: object = {}) => ({
  _id: `article-${name}`,
  _type: 'article',
  title: `文章 ${name}`,
  slug: { current: name },
  category: ref('category-market'),
  publishedAt: `2026-01-${day}T00:00:00Z`,
  ...more,
})
const placement = (name: string, more: object) => ({
  _id: `placement-${name}`,
  _type: 'placement',
  banner: ref('banner-spring'),
  ...more,
})

const documents = [
  { _id: 'category-market', _type: 'category', title: '市場', slug: { current: 'market' } },
  article('one', '01', { body: [{ _type: 'bodySlot', slot: ref('slot-body') }], linkLists: [ref('list')] }),
  article('two', '02', { linkLists: [ref('list')] }),
  article('unnamed', '03', { title: undefined, slug: undefined }),
  { _id: 'list', _type: 'linkList', title: '更多' },
  { _id: 'list-unused', _type: 'linkList', title: '沒有人用' },
  { _id: 'slot-body', _type: 'slot', key: 'in-body', title: '內文', fallback: ref('banner-own') },
  { _id: 'slot-top', _type: 'slot', key: 'article-top', title: '頂端' },
  { _id: 'slot-front', _type: 'slot', key: 'front-inline', title: '首頁' },
  { _id: 'banner-own', _type: 'banner', tag: '常設' },
  { _id: 'banner-spring', _type: 'banner', tag: '春' },
  { _id: 'banner-over', _type: 'banner', tag: '過期' },
  placement('front', { slot: ref('slot-front'), endsAt: '2026-03-01T00:00:00.000Z' }),
  placement('body', { slot: ref('slot-body') }),
  placement('paused', { slot: ref('slot-top'), paused: true }),
  placement('over', { slot: ref('slot-top'), banner: ref('banner-over'), endsAt: '2026-01-31T00:00:00.000Z' }),
  placement('everywhere', { slot: ref('slot-top'), banner: ref('banner-top'), startsAt: '2026-06-01T00:00:00.000Z' }),
  { _id: 'banner-top', _type: 'banner', tag: '頂端' },
  { _id: 'siteSettings', _type: 'siteSettings' },
  { _id: 'image', _type: 'sanity.imageAsset' },
]

async function standing(id: string): Promise<Standing | null> {
  const params = { id, now: '2026-02-01T00:00:00.000Z' }
  const value = await evaluate(parse(standingQuery, { params }), { dataset: documents, params })
  return standingOf(standingSchema.parse(await value.get()))
}

const paths = (found: Standing | null) => found?.pages.map(({ href }) => href)
const one = '/zh-TW/academy/market/one'
const two = '/zh-TW/academy/market/two'

test.each([
  ['article-one', '這份文件有自己的一頁', [one]],
  ['article-unnamed', '填好分類和網址代稱，就能預覽', []],
  ['category-market', '這份文件有自己的一頁', ['/zh-TW/academy/market']],
  ['list', '用在 2 頁', [two, one]],
  ['list-unused', '還沒有用在任何一頁', []],
  ['banner-own', '用在 1 頁', ['/zh-TW/banner-preview/banner-own', one]],
  ['banner-spring', '用在 2 頁', ['/zh-TW/banner-preview/banner-spring', '/zh-TW', one]],
  ['banner-over', '還沒有用在任何一頁', ['/zh-TW/banner-preview/banner-over']],
  ['banner-top', '出現在每一篇文章', ['/zh-TW/banner-preview/banner-top', two, one]],
  ['slot-body', '用在 1 頁', [one]],
  ['slot-top', '出現在每一篇文章', [two, one]],
  ['placement-front', '用在 1 頁', ['/zh-TW']],
  ['siteSettings', '每一頁都用到網站設定', ['/zh-TW', '/zh-TW/disclosure']],
])('%s: %s', async (id, sentence, hrefs) => {
  const found = await standing(id)
  expect([found?.sentence.replace('{n}', String(found.count)), paths(found)]).toEqual([sentence, hrefs])
})

test('what is no part of a page, and what is not there, stands nowhere', async () => {
  expect([await standing('image'), await standing('gone')]).toEqual([null, null])
})

test.each([
  ['https://lakeside.example/zh-TW/academy/market/one', one],
  ['  https://lakeside.example/zh-TW/academy/market/one?utm=1#toc\n', one],
  ['https://lakeside.example/edit/zh-TW/academy/market/one', one],
  ['/zh-TW/academy/market/one', one],
  ['/zh-TW', '/zh-TW'],
  [
    'https://lakeside.example/zh-TW/academy/%E5%B8%82%E5%A0%B4/%E4%B8%80',
    '/zh-TW/academy/%E5%B8%82%E5%A0%B4/%E4%B8%80',
  ],
  ['https://lakeside.example/studio/structure', null],
  ['https://lakeside.example/', null],
  ['https://elsewhere.example/zh-TW/academy/market/one', null],
  ['//elsewhere.example/zh-TW', null],
  ['比特幣 https://lakeside.example/zh-TW', null],
  ['zh-TW', null],
  ['', null],
])('pasted %j leads to %j', (pasted, path) => {
  expect(pastedPage(pasted, 'https://lakeside.example')).toBe(path)
})

test('what an article needs for a page is said before anything of it is stored', () => {
  const nothing = { self: null, articles: [], slots: [], latest: [] }
  expect(standingOf(nothing, 'article')).toEqual({ sentence: '填好分類和網址代稱，就能預覽', count: 0, pages: [] })
  expect(standingOf(nothing, 'linkList')).toBeNull()
  expect(standingOf(nothing)).toBeNull()
})
