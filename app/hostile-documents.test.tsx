import fc from 'fast-check'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, expect, test, vi } from 'vitest'
import type { z } from 'zod'
import { articleJsonLd, breadcrumbJsonLd, serializeJsonLd } from '#lib/page/json-ld.ts'
import { pageMetadata } from '#lib/page/page-metadata.ts'
import { paginate } from '#lib/links/pagination.ts'
import { articlePath, categoryPath } from '#lib/links/paths.ts'
import { plainText } from '#lib/text/plain-text.ts'
import { readingMinutes } from '#lib/text/reading-time.ts'
import { sitemapEntries } from '#lib/page/sitemap.ts'
import { parseCacheMetadata, pageCacheMetadata, serializeCacheMetadata } from '#lib/page/cache-metadata.ts'
import { ArticleListing } from '#components/article-listing/article-listing.tsx'
import { LatestArticles } from '#components/article-listing/latest-articles.tsx'
import { LeadArticle } from '#components/article-listing/lead-article.tsx'
import { articleSpots } from '#components/article/article-spots.ts'
import { Article } from '#components/article/article.tsx'
import { AuthorList } from '#components/author/author-list.tsx'
import { CategoryList } from '#components/category/category-list.tsx'
import { NotFound } from '#components/lost/lost.tsx'
import { testContext } from '#components/page-frame/page-context.fixture.ts'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { siteTitle, type PageFrame as Frame } from '#components/page-frame/page-frame.groq.ts'
import { placeBanners } from '#components/slot/place-banners.ts'
import { Slot } from '#components/slot/slot.tsx'
import { academyPage } from './[locale]/academy/academy-page.groq.ts'
import { categoryPage } from './[locale]/academy/[category]/category-page.groq.ts'
import { articlePage } from './[locale]/academy/[category]/[slug]/article-page.groq.ts'
import { authorsPage } from './[locale]/authors/authors-page.groq.ts'
import { frontPage } from './[locale]/front-page.groq.ts'
import {
  article,
  askOf,
  banner,
  base,
  paragraph,
  picture,
  placement,
  ref,
  slot,
  type Document,
} from './questions.fixture.ts'
import { sitemap } from './sitemap.groq.ts'

beforeAll(() => {
  vi.stubEnv('SANITY_PROJECT_ID', 'lakeside')
  vi.stubEnv('LAKESIDE_URL', 'https://lakeside.example')
  vi.stubEnv('LAKESIDE_IMAGES', '/lake')
  return () => vi.unstubAllEnvs()
})

const context = testContext
const { locale, origin } = context

/** What stands beside the broken document. It refers to it wherever one document may refer to another. */
const sound: readonly Document[] = [
  ...base,
  article('good', 9, {
    category: ref('category-market'),
    linkLists: [ref('linkList-good'), ref('linkList-broken')],
    authors: [ref('author-lakeside'), ref('author-broken')],
    body: [
      paragraph('p', '好文的內文', {
        markDefs: [{ _type: 'inlineLink', _key: 'm', destination: { reference: ref('article-broken') } }],
      }),
      { _type: 'readMore', _key: 'r', text: '去看看', destination: { reference: ref('category-broken') } },
      { _type: 'bodySlot', _key: 's', slot: ref('slot-broken') },
    ],
  }),
  article('better', 8),
  {
    _id: 'linkList-good',
    _type: 'linkList',
    title: '好清單',
    links: ['article-good', 'article-broken', 'category-broken', 'author-broken'].map((id, index) => ({
      _key: `${index}`,
      text: `連結${index}`,
      destination: { reference: ref(id) },
    })),
  },
  slot('front-inline', { fallback: ref('banner-good') }),
  slot('article-top', { fallback: ref('banner-good') }),
  banner('good'),
]

/** One document of each kind, as it is before it is broken. */
const breakable: readonly Document[] = [
  article('broken', 20, {
    category: ref('category-market'),
    updatedAt: '2023-05-01T00:00:00Z',
    source: { name: '源', url: 'https://b.example/x', isCanonical: false },
    linkLists: [ref('linkList-broken'), ref('linkList-good')],
    cover: {
      ...picture(),
      crop: { top: 0, bottom: 0.1, left: 0, right: 0 },
      hotspot: { x: 0.5, y: 0.5, width: 1, height: 1 },
    },
  }),
  article('broken', 20, { category: ref('category-broken') }),
  {
    _id: 'category-broken',
    _type: 'category',
    title: '壞分類',
    slug: { current: 'broken' },
    description: '說明',
    order: 0,
  },
  {
    _id: 'author-broken',
    _type: 'author',
    name: '壞作者',
    slug: { current: 'broken' },
    role: '編輯',
    bio: '簡介',
    image: picture(),
  },
  {
    _id: 'linkList-broken',
    _type: 'linkList',
    title: '壞清單',
    links: [
      { _key: 'a', text: '甲', destination: { url: 'https://a.example' } },
      { _key: 'b', text: '', destination: { reference: ref('article-good') } },
    ],
  },
  banner('broken', { image: picture(), points: ['一'], offerEndsAt: '2027-01-01T00:00:00Z', dismissible: true }),
  { ...slot('broken'), fallback: ref('banner-good') },
  { ...slot('front-inline'), _id: 'slot-another', fallback: ref('banner-broken') },
  placement('broken', 'front-inline', 'good', {
    startsAt: '2020-01-01T00:00:00Z',
    endsAt: '2030-01-01T00:00:00Z',
    days: ['mon'],
    hoursFrom: '08:00',
    hoursTo: '12:00',
    weight: 2,
    perDay: 3,
    platforms: ['ios'],
    onlyCategories: [ref('category-broken')],
  }),
  {
    _id: 'siteSettings',
    _type: 'siteSettings',
    title: '壞站名',
    tagline: '標語',
    description: '說明',
    legal: '聲明',
    disclosureIntro: '說明',
  },
]

const hostile: readonly unknown[] = [
  'abc\ud842',
  '\udc00',
  '\u0000\u0007\u001b',
  '\u202e\u2066xyz',
  '\u200b\u2060',
  '',
  ' ',
  '.',
  '..',
  '../..//evil.example',
  '/',
  'a/b',
  'a\\b',
  '%',
  '100%成長',
  '%2F',
  '</script><!--<img onerror=x>',
  '$RC("B:0")',
  '湖'.repeat(5_000),
  'a'.repeat(20_000),
  '"\'`&',
  '9999-12-31T23:59:59-23:00',
  '0000-01-01T00:00:00+23:00',
  '2023-13-45',
  '2023-04-03',
  'javascript:alert(1)',
  'https://\ud800',
  'page',
  '__proto__',
  0,
  -1,
  1e308,
  5e-324,
  1.5,
  true,
  false,
  null,
  [],
  {},
  [null],
  [[]],
  ['\ud800'],
  { _ref: 'article-broken' },
  { current: '\ud800' },
  { asset: { _ref: 'image-abc-0x0-png' } },
]

/** The paths of everything in a value, the root's own id and type left out. */
function pathsIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const isRootName = path.length === 1 && ['_id', '_type'].includes(String(path[0]))
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, each]) =>
          pathsIn(each, [...path, Array.isArray(value) ? Number(name) : name]),
        )
      : []
  return path.length === 0 || isRootName ? inner : [path, ...inner]
}

function withValue(value: unknown, [step, ...rest]: readonly (string | number)[], put: unknown): unknown {
  if (step === undefined) return put
  if (Array.isArray(value)) return value.map((each, index) => (index === step ? withValue(each, rest, put) : each))
  return typeof value === 'object' && value !== null
    ? { ...value, [step]: withValue(Reflect.get(value, step), rest, put) }
    : value
}

const isDocument = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && '_id' in value && '_type' in value

function changed(document: Document, changes: readonly (readonly [readonly (string | number)[], unknown])[]): Document {
  const made = changes.reduce<unknown>((value, [path, put]) => withValue(value, path, put), document)
  return isDocument(made) ? made : document
}

/** The paths of a document's texts: what an editor types, and what a script would write there. */
const textsIn = (document: Document) =>
  pathsIn(document).filter(
    (path) =>
      !String(path.at(-1)).startsWith('_') &&
      typeof path.reduce<unknown>(
        (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
        document,
      ) === 'string',
  )

/** A document of any kind with some of its parts made hostile: any one to three of them, one of its own fields, or all of its texts. */
const broken = fc.constantFrom(...breakable).chain((document) => {
  const paths = pathsIn(document)
  const value = fc.constantFrom(...hostile)
  const few = (from: typeof paths) =>
    fc.array(fc.tuple(fc.constantFrom(...from), value), { minLength: 1, maxLength: 3 })
  const all = value.map((put) => textsIn(document).map((path) => [path, put] as const))
  return fc
    .oneof(few(paths), few(paths.filter(({ length }) => length === 1)), all)
    .map((changes) => changed(document, changes))
})

/** What is known to break pages where it is not seen to. */
const known = breakable.flatMap((document) =>
  [
    ['title', '\u200b'],
    ['title', undefined],
    ['name', '\u200b'],
    ['slug', { current: 'abc\ud842' }],
    ['slug', { current: 'a/b' }],
    ['slug', { current: '..' }],
    ['endsAt', '9999-12-31T23:59:59-23:00'],
    ['publishedAt', 'zzzz'],
  ]
    .filter(([field]) => String(field) in document)
    .map(([field, put]) => changed(document, [[[String(field)], put]])),
)

async function read<S extends z.ZodType>(
  documents: readonly Document[],
  question: { query: string; schema: S },
  params: Readonly<Record<string, unknown>> = {},
): Promise<z.output<S>> {
  const parsed = await askOf(documents, question, params)
  if (!parsed.ok) throw new Error(`nothing of the page can stand: ${JSON.stringify(parsed.findings)}`)
  return parsed.data
}

function draw(frame: Frame, children: ReactNode): string {
  const html = renderToStaticMarkup(
    <PageFrame frame={frame} context={context} cacheMetadata={null}>
      {children}
    </PageFrame>,
  )
  const site = {
    title: siteTitle(frame.settings, context.words),
    tagline: frame.settings?.tagline ?? null,
    origin,
    locale,
  }
  expect(
    pageMetadata({ title: null, description: frame.settings?.description ?? null, path: '/zh-TW', site }).title
      .absolute,
  ).toMatch(/\S/)
  expect(html).toContain('<a href="/zh-TW/academy/market">市場動態</a>')
  expect(html).not.toMatch(/href="(?!\/zh-TW|https?:|#|mailto:|tel:|\/studio)/)
  return html
}

/** Every page of the others, made beside the broken document. */
async function expectOthersWhole(document: Document): Promise<void> {
  const documents = [
    ...sound.filter(({ _id }) => _id !== document._id),
    ...breakable.filter(({ _id }) => _id !== document._id && !_id.startsWith('slot-another')),
    document,
  ].filter((each, index, all) => all.findIndex(({ _id }) => _id === each._id) === index)
  const good = 'href="/zh-TW/academy/market/good"'
  const front = await read(documents, frontPage)
  const [lead, ...latest] = front.lead ? [front.lead, ...front.latest] : front.latest
  const placed = placeBanners(front.slots, [{ id: 'front-inline', slot: 'front-inline' }], context)
  const drawn = draw(
    front.frame,
    <>
      {lead ? (
        <LeadArticle
          article={lead}
          minutes={front.lead && readingMinutes(plainText(front.lead.words))}
          context={context}
        />
      ) : null}
      <LatestArticles items={latest} context={context} />
      <Slot placed={placed.at('front-inline')} context={context} />
      <CategoryList categories={front.categories} context={context} />
    </>,
  )
  expect(drawn).toContain(good)
  expect(drawn).toContain('href="/zh-TW/academy/market/better"')
  const cacheMetadata = pageCacheMetadata(['a'], placed.choices, context.now)
  expect(parseCacheMetadata(serializeCacheMetadata(cacheMetadata))).toEqual(cacheMetadata)

  const academy = await read(documents, academyPage, { from: 0, to: 8 })
  const category = await read(documents, categoryPage, { from: 0, to: 8, category: 'market' })
  for (const [frame, items, total] of [
    [academy.frame, academy.items, academy.total],
    [category.frame, category.category?.items ?? [], category.category?.articles ?? 0],
  ] as const) {
    const pages = paginate(total, 1)
    if (!pages) throw new Error('a list has a first page')
    expect(
      draw(
        frame,
        <ArticleListing
          items={items}
          beside="authors"
          empty={context.words.empty.academy}
          pages={pages}
          pathOf={() => '/zh-TW/academy'}
          context={context}
        />,
      ),
    ).toContain(good)
  }

  const page = await read(documents, articlePage, { category: 'market', slug: 'good' })
  const own = page.article
  if (!own) throw new Error('the good article has lost its page')
  const banners = placeBanners([...page.slots, ...own.slots], articleSpots(own.body), context, {
    article: own._id,
    category: own.category._id,
  })
  const html = draw(page.frame, <Article article={own} banners={banners} context={context} />)
  expect(html).toContain('好文的內文')
  expect(html).toContain('好清單')
  const path = articlePath(locale, own.category.slug, own.slug)
  const crumb = { name: own.category.title, path: categoryPath(locale, own.category.slug) }
  expect(() =>
    JSON.parse(
      serializeJsonLd([
        articleJsonLd({
          ...own,
          path,
          authors: [],
          category: crumb.name,
          image: null,
          site: { title: 'x', origin, locale },
        }),
        breadcrumbJsonLd([crumb], origin),
      ]),
    ),
  ).not.toThrow()

  const { authors, frame } = await read(documents, authorsPage)
  expect(draw(frame, <AuthorList authors={authors} context={context} />)).toContain('href="/zh-TW/authors/lakeside"')
  expect(draw(frame, <NotFound categories={frame.categories} context={context} />)).toContain('id="title"')
  const addresses = sitemapEntries(await read(documents, sitemap), { locale, origin, now: context.now }).map(
    ({ url }) => url,
  )
  expect(addresses).toEqual(
    expect.arrayContaining([`${origin}${path}`, `${origin}/zh-TW/academy/market`, `${origin}/zh-TW/authors/lakeside`]),
  )
  expect(new Set(addresses).size).toBe(addresses.length)
}

test('whatever is in one document, every page of the others is whole', async () => {
  await fc.assert(fc.asyncProperty(broken, expectOthersWhole), {
    numRuns: Number(process.env['RUNS'] ?? 100),
    examples: known.map((document) => [document]),
  })
}, 60_000)
