import { expect, test } from 'vitest'
import { sitemapEntries } from '#lib/page/sitemap.ts'
import { sitemap } from './sitemap.groq.ts'
import { article, askOf, base, banner, paragraph, placement, NOW, ref, slot } from './questions.fixture.ts'
import { frontPage } from './[locale]/front-page.groq.ts'
import { lostPage } from './[locale]/lost-page.groq.ts'
import { academyPage } from './[locale]/academy/academy-page.groq.ts'
import { categoryPage } from './[locale]/academy/[category]/category-page.groq.ts'
import { articlePage } from './[locale]/academy/[category]/[slug]/article-page.groq.ts'
import { authorsPage } from './[locale]/authors/authors-page.groq.ts'
import { authorPage } from './[locale]/authors/[slug]/author-page.groq.ts'
import { bannerPreview } from './[locale]/banner-preview/[id]/banner-preview.groq.ts'
import { disclosurePage } from './[locale]/disclosure/disclosure-page.groq.ts'

const many = Array.from({ length: 10 }, (_, index) => article(`a${index}`, index < 2 ? 1 : index))
const documents = [
  ...base,
  ...many,
  article('no-category', 20, { category: undefined }),
  article('no-slug', 21, { slug: undefined }),
  article('elsewhere', 22, {
    category: ref('category-research'),
    authors: [ref('author-second'), ref('author-lakeside')],
    source: { name: 'BTCC', url: 'https://b.example/x', isCanonical: true },
  }),
  slot('front-inline'),
  placement('now', 'front-inline', 'one'),
  banner('one'),
]

test('the frame: settings, categories in order, how many authors have a page; nothing that depends on articles', async () => {
  expect(lostPage.query).not.toContain('article')
  const parsed = await askOf(documents, lostPage)
  expect(parsed).toMatchObject({
    ok: true,
    findings: [],
    data: {
      frame: {
        settings: { title: 'Lakeside 湖畔' },
        authors: 2,
        categories: [
          { slug: 'research', title: '研究分析' },
          { slug: 'market', title: '市場動態' },
        ],
      },
    },
  })
})

const slice = { from: 0, to: 8 }

test.each([
  ['front', () => askOf([], frontPage)],
  ['academy', () => askOf([], academyPage, slice)],
  ['category', () => askOf([], categoryPage, { ...slice, category: 'c' })],
  ['article', () => askOf([], articlePage, { category: 'c', slug: 's' })],
  ['authors', () => askOf([], authorsPage)],
  ['author', () => askOf([], authorPage, { ...slice, slug: 's' })],
  ['banner preview', () => askOf([], bannerPreview, { id: 'b' })],
  ['disclosure', () => askOf([], disclosurePage)],
  ['lost', () => askOf([], lostPage)],
  ['sitemap', () => askOf([], sitemap)],
])('an empty lake: the question of %s has an answer that reads without findings', async (_, answer) => {
  expect(await answer()).toMatchObject({ ok: true, findings: [] })
})

test('front: the newest leads with the words for its reading time, five follow, the slot has its placements', async () => {
  const parsed = await askOf(documents, frontPage)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings))
  expect(parsed.data.lead).toMatchObject({
    slug: 'elsewhere',
    words: [{ _type: 'block', children: [{ text: '內文' }] }],
    cover: { alt: '圖', asset: { _id: 'image-abc-1200x800-png' } },
  })
  expect(parsed.data.latest.map((item) => item.slug)).toEqual(['a9', 'a8', 'a7', 'a6', 'a5'])
  expect(parsed.data.categories).toMatchObject([
    { slug: 'research', articles: 1 },
    { slug: 'market', description: '說明', articles: 10 },
  ])
  expect(parsed.data.slots).toMatchObject([
    { key: 'front-inline', placements: [{ _id: 'placement-now', banner: 'banner-one' }] },
  ])
  expect(parsed.data.slots[0]?.banners.get('banner-one')).toMatchObject({ tag: 'one' })
})

test('academy: pages of eight neither repeat nor skip, equals in the order of ids, nothing without an address', async () => {
  const pages = await Promise.all([0, 8].map((from) => askOf(documents, academyPage, { from, to: from + 8 })))
  const slugs = pages.flatMap((page) => (page.ok ? page.data.items.map((item) => item.slug) : []))
  expect(slugs).toEqual(['elsewhere', 'a9', 'a8', 'a7', 'a6', 'a5', 'a4', 'a3', 'a2', 'a0', 'a1'])
  expect(pages[0]).toMatchObject({ data: { total: 11 } })
})

test('category: its articles only, the total; an unknown one is null', async () => {
  const parsed = await askOf(documents, categoryPage, { category: 'market', from: 8, to: 16 })
  expect(parsed).toMatchObject({
    data: { category: { title: '市場動態', articles: 10, items: [{ slug: 'a0' }, { slug: 'a1' }] } },
  })
  expect(await askOf(documents, categoryPage, { category: 'none', from: 0, to: 8 })).toMatchObject({
    data: { category: null, frame: { authors: 2 } },
  })
})

test('authors and one author, with what each wrote', async () => {
  expect(await askOf(documents, authorsPage)).toMatchObject({
    data: {
      authors: [
        { name: '二號', articles: 1 },
        { name: '湖畔編輯室', articles: 11, image: { alt: '圖' } },
      ],
    },
  })
  expect(await askOf(documents, authorPage, { ...slice, slug: 'second' })).toMatchObject({
    data: { author: { name: '二號', articles: 1, items: [{ slug: 'elsewhere' }] } },
  })
  expect(await askOf(documents, authorPage, { from: 8, to: 16, slug: 'lakeside' })).toMatchObject({
    data: { author: { articles: 11, items: [{ slug: 'a2' }, { slug: 'a0' }, { slug: 'a1' }] } },
  })
  expect(await askOf(documents, authorPage, { ...slice, slug: 'none' })).toMatchObject({ data: { author: null } })
})

test('sitemap: every address once, none of an article whose canonical address is its source’s', async () => {
  const parsed = await askOf(documents, sitemap)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings))
  const entries = sitemapEntries(parsed.data, { locale: 'zh-TW', origin: 'https://l.example', now: new Date(NOW) })
  const paths = entries.map(({ url }) => new URL(url).pathname)
  expect(paths.filter((path) => path.split('/').length === 5)).toEqual(
    many.map((_, index) => `/zh-TW/academy/market/a${index}`),
  )
  expect(entries.find(({ url }) => url.endsWith('/a0'))?.lastModified).toBe('2023-04-01T00:00:00.000Z')
  expect([parsed.data.categories.length, parsed.data.authors.length]).toEqual([2, 2])
})

test('a broken item costs itself only', async () => {
  const parsed = await askOf(
    [
      ...base,
      article('good', 2),
      article('bad', 3, { title: 7 }),
      article('half', 1, { publishedAt: 'soon', cover: { asset: ref('image-gone-1x1-png') } }),
    ],
    academyPage,
    { from: 0, to: 8 },
  )
  expect(parsed).toMatchObject({
    data: { items: [{ slug: 'half', publishedAt: null, cover: null }, { slug: 'good' }] },
  })
  expect(parsed.findings.map(({ documentId, rev, path }) => [documentId, rev, path]).toSorted()).toEqual([
    ['article-bad', 'rev-article-bad', 'title'],
    ['article-half', 'rev-article-half', 'cover.asset'],
    ['article-half', 'rev-article-half', 'publishedAt'],
  ])
})

test.each([undefined, '\u200b', 7])(
  'a category whose title is %j goes by its slug: its articles, its page and the menu go on',
  async (title) => {
    const lake = [
      ...base,
      { _id: 'category-untitled', _type: 'category', title, slug: { current: 'untitled' } },
      article('a', 1, { category: ref('category-untitled') }),
    ]
    expect(await askOf(lake, articlePage, { category: 'untitled', slug: 'a' })).toMatchObject({
      data: { article: { title: '文章 a', category: { title: 'untitled', slug: 'untitled' } } },
    })
    expect(await askOf(lake, categoryPage, { ...slice, category: 'untitled' })).toMatchObject({
      data: { category: { title: 'untitled', items: [{ slug: 'a' }] } },
    })
    expect(await askOf(lake, frontPage)).toMatchObject({
      data: {
        lead: { slug: 'a' },
        frame: { categories: expect.arrayContaining([expect.objectContaining({ title: 'untitled' })]) },
      },
    })
  },
)

test.each(['abc\ud842', '', '..', 'a/b', 'a\u0000'])(
  'a slug %j costs its own document only, whatever it is of',
  async (current) => {
    const slug = { current }
    const ofArticle = await askOf([...base, article('good', 1), article('bad', 2, { slug })], frontPage)
    expect(ofArticle).toMatchObject({ data: { lead: null } })
    expect(await askOf([...base, article('good', 1), article('bad', 2, { slug })], academyPage, slice)).toMatchObject({
      data: { items: [{ slug: 'good' }] },
    })
    const ofCategory = [
      ...base,
      article('good', 2),
      { _id: 'category-bad', _type: 'category', title: '壞', slug, order: 0 },
      article('bad', 1, { category: ref('category-bad') }),
    ]
    expect(await askOf(ofCategory, lostPage)).toMatchObject({
      data: { frame: { categories: [{ slug: 'research' }, { slug: 'market' }] } },
    })
    expect(await askOf(ofCategory, academyPage, slice)).toMatchObject({ data: { items: [{ slug: 'good' }] } })
    const ofAuthor = [
      ...base,
      { _id: 'author-bad', _type: 'author', name: '林', slug },
      article('good', 2, { authors: [ref('author-bad'), ref('author-lakeside')] }),
    ]
    expect(await askOf(ofAuthor, articlePage, { category: 'market', slug: 'good' })).toMatchObject({
      data: { article: { authors: [{ name: '林', slug: null }, { slug: 'lakeside' }] } },
    })
    expect(await askOf(ofAuthor, authorsPage)).toMatchObject({
      data: { authors: [{ slug: 'second' }, { slug: 'lakeside' }] },
    })
  },
)

test('the newest by instant, in whatever zone it is written; what is no date stands with what has none', async () => {
  const dated = (name: string, publishedAt: unknown) => article(name, 1, { publishedAt })
  const lake = [
    ...base,
    dated('x', '2026-03-02T07:00:00+08:00'),
    dated('y', '2026-03-02T00:30:00Z'),
    dated('z', '2026-03-01T20:00:00-05:00'),
    dated('junk', 'zzzz'),
    dated('none', undefined),
    dated('number', 7),
  ]
  const order = ['junk', 'none', 'number', 'z', 'y', 'x']
  const items = expect.objectContaining({ items: order.map((slug) => expect.objectContaining({ slug })) })
  expect(await askOf(lake, academyPage, slice)).toMatchObject({ data: items })
  expect(await askOf(lake, categoryPage, { ...slice, category: 'market' })).toMatchObject({ data: { category: items } })
  expect(await askOf(lake, authorPage, { ...slice, slug: 'lakeside' })).toMatchObject({ data: { author: items } })
  expect(await askOf(lake, frontPage)).toMatchObject({
    data: { lead: { slug: 'junk' }, latest: order.slice(1).map((slug) => ({ slug })) },
  })
})

test('an article under another category, or none, is not found', async () => {
  const text = { body: [paragraph('p', 'x')] }
  for (const category of ['research', 'none']) {
    expect(await askOf([...base, article('a', 1, text)], articlePage, { category, slug: 'a' })).toMatchObject({
      ok: true,
      data: { article: null },
    })
  }
})
