import { expect, test } from 'vitest'
import { canonicalUrl } from '../links/canonical.ts'
import { articleJsonLd, breadcrumbJsonLd, serializeJsonLd } from './json-ld.ts'
import { pageMetadata, type PageFacts } from './page-metadata.ts'
import { pageCacheMetadata, parseCacheMetadata, serializeCacheMetadata } from './cache-metadata.ts'

const site = {
  title: 'Lakeside 湖畔',
  tagline: '看懂科技與金融',
  origin: 'https://l.example',
  locale: 'zh-TW',
} as const
const article = {
  publishedAt: '2023-04-03T02:00:00.000Z',
  updatedAt: null,
  authors: ['湖畔\u2060編輯室\ufeff'],
  source: { url: 'https://www.btcc.com/x', isCanonical: false },
}
const facts: PageFacts = {
  title: '標\u200b題',
  description: ' 摘\u00ad要\u200b\u200b ',
  path: '/zh-TW/academy/c/s',
  site,
  article,
  image: { url: '/lake/i.jpg', width: 1280, height: 672, alt: '圖' },
}

test('metadata of an article, without the signs for line breaking', () => {
  expect(pageMetadata(facts)).toEqual({
    title: { absolute: '標題｜Lakeside 湖畔' },
    description: '摘要',
    alternates: { canonical: 'https://l.example/zh-TW/academy/c/s' },
    openGraph: {
      type: 'article',
      title: '標題',
      description: '摘要',
      url: 'https://l.example/zh-TW/academy/c/s',
      siteName: 'Lakeside 湖畔',
      locale: 'zh_TW',
      images: [{ url: 'https://l.example/lake/i.jpg', width: 1280, height: 672, alt: '圖' }],
      publishedTime: article.publishedAt,
      authors: ['湖畔編輯室'],
    },
    twitter: { card: 'summary_large_image' },
  })
})

test('the source is canonical only where an editor has said so', () => {
  expect(canonicalUrl(facts)).toBe('https://l.example/zh-TW/academy/c/s')
  expect(
    canonicalUrl({ ...facts, article: { ...article, source: { url: 'https://www.btcc.com/x', isCanonical: true } } }),
  ).toBe('https://www.btcc.com/x')
  expect(canonicalUrl({ ...facts, article: { ...article, source: null } })).toBe('https://l.example/zh-TW/academy/c/s')
})

test('a picture is announced as large only when it is', () => {
  const card = (width: number, height: number) =>
    pageMetadata({ ...facts, image: { url: '/i.jpg', width, height, alt: '' } }).twitter.card
  expect([card(1200, 630), card(600, 315), card(599, 315), card(600, 314), card(95, 50)]).toEqual([
    'summary_large_image',
    'summary_large_image',
    'summary',
    'summary',
    'summary',
  ])
})

test('an article that names itself as its source is based on nothing and canonical by itself', () => {
  const source = { url: 'http://L.example/zh-TW/academy/c/s/?utm_source=x', isCanonical: true }
  expect(pageMetadata({ ...facts, article: { ...article, source } }).alternates?.canonical).toBe(
    'https://l.example/zh-TW/academy/c/s',
  )
  expect(articleJsonLd({ ...ld, path: '/zh-TW/academy/c/s', source })).not.toHaveProperty('isBasedOn')
})

test('the front page, a page without words of its own, a lost one', () => {
  const plain = { title: null, description: null, path: '/zh-TW', site }
  expect(pageMetadata(plain)).toMatchObject({
    title: { absolute: 'Lakeside 湖畔｜看懂科技與金融' },
    openGraph: { type: 'website' },
    twitter: { card: 'summary' },
  })
  expect(pageMetadata({ ...plain, site: { ...site, tagline: null } }).title.absolute).toBe('Lakeside 湖畔')
  const lost = pageMetadata({ ...plain, title: '找不到這一頁', lost: true })
  expect(lost.robots).toEqual({ index: false })
  expect(lost.alternates).toBeUndefined()
})

const ld = {
  title: 'A\u200b </script><!--',
  summary: null,
  path: '/p',
  publishedAt: null,
  updatedAt: null,
  authors: [],
  category: '研究\u200b',
  image: null,
  source: null,
  site,
}

test('structured data: what is known, and nothing else', () => {
  expect(articleJsonLd(ld)).toEqual({
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: 'A </script><!--',
    inLanguage: 'zh-TW',
    url: 'https://l.example/p',
    mainEntityOfPage: 'https://l.example/p',
    articleSection: '研究',
    publisher: { '@type': 'Organization', name: 'Lakeside 湖畔', url: 'https://l.example/' },
  })
  expect(
    articleJsonLd({
      ...ld,
      publishedAt: '2023-04-03T02:00:00.000Z',
      image: '/i.jpg',
      source: { url: 'https://b.example/x' },
      authors: [
        { name: 'A', path: '/a' },
        { name: 'B', path: null },
      ],
    }),
  ).toMatchObject({
    datePublished: '2023-04-03T02:00:00.000Z',
    dateModified: '2023-04-03T02:00:00.000Z',
    image: 'https://l.example/i.jpg',
    isBasedOn: 'https://b.example/x',
    author: [
      { '@type': 'Person', name: 'A', url: 'https://l.example/a' },
      { '@type': 'Person', name: 'B' },
    ],
  })
  expect(
    breadcrumbJsonLd(
      [
        { name: '首頁', path: '/zh-TW' },
        { name: '學院', path: '/zh-TW/academy' },
      ],
      site.origin,
    ),
  ).toMatchObject({
    itemListElement: [
      { position: 1, name: '首頁', item: 'https://l.example/zh-TW' },
      { position: 2, name: '學院' },
    ],
  })
})

test('no text can end the script element', () => {
  const text = serializeJsonLd(articleJsonLd({ ...ld, summary: 'a\u2028b\u2029 & ]]>' }))
  expect(text).not.toMatch(/[<>&\u2028\u2029]/)
  expect(JSON.parse(text)).toMatchObject({ headline: 'A </script><!--', description: 'a\u2028b\u2029 & ]]>' })
})

const now = new Date('2024-01-05T00:00:00.000Z')

test('the cache metadata: tags once and in order, the time in which every choice holds, never before it was asked', () => {
  const cacheMetadata = pageCacheMetadata(
    ['b', 'a', 'b'],
    [
      { from: '2024-01-01T00:00:00.000Z', until: '2024-01-09T00:00:00.000Z' },
      { from: null, until: '2024-01-07T00:00:00.000Z' },
    ],
    now,
  )
  expect(cacheMetadata).toEqual({ tags: ['a', 'b'], from: now.toISOString(), until: '2024-01-07T00:00:00.000Z' })
  expect(parseCacheMetadata(serializeCacheMetadata(cacheMetadata))).toEqual(cacheMetadata)
  expect(pageCacheMetadata([], [], now)).toEqual({ tags: [], from: now.toISOString(), until: null })
})

test('a tag cannot end the element; what is no cache metadata is none', () => {
  expect(serializeCacheMetadata({ tags: ['key:article.slug=</script>'], from: null, until: null })).not.toContain('<')
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '{"tags":[]}',
    '{"tags":[""],"from":null,"until":null}',
    '{"tags":[],"from":"soon","until":null}',
    '{"tags":[],"from":null,"until":null,"more":1}',
  ]) {
    expect(parseCacheMetadata(text), text).toBeNull()
  }
})
