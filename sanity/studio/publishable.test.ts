import { createClient } from '@sanity/client'
import { evaluate, parse } from 'groq-js'
import { createWorkspaceFromConfig, validateDocument, type SanityDocument } from 'sanity'
import { describe, expect, test } from 'vitest'
import { createStudioConfig } from './config.ts'

const dated = { _createdAt: '2026-01-01T00:00:00Z', _updatedAt: '2026-01-01T00:00:00Z', _rev: 'r1' }
const document = (fields: { _id: string; _type: string; [field: string]: unknown }): SanityDocument => ({
  ...dated,
  ...fields,
})
const reference = (id: string) => ({ _type: 'reference', _ref: id })
const destination = (fields: object) => ({ _type: 'destination', ...fields })
const cover = { _type: 'picture', alt: '湖面的晨霧', asset: reference('image-0-1x1-png') }
const call = (fields: object) => ({ _key: 'a', _type: 'callToAction', text: '立即註冊', ...fields })

const article = {
  _id: 'article-a',
  _type: 'article',
  title: '湖畔的早晨',
  slug: { _type: 'slug', current: '湖畔的早晨' },
  summary: '一句摘要。',
  category: reference('category-a'),
  authors: [{ ...reference('author-a'), _key: 'a' }],
  publishedAt: '2026-01-01T00:00:00Z',
  cover,
  body: [
    {
      _key: 'a',
      _type: 'block',
      style: 'normal',
      markDefs: [],
      children: [{ _key: 'a', _type: 'span', marks: [], text: '字' }],
    },
  ],
}

const banner = {
  _id: 'banner-a',
  _type: 'banner',
  tag: '新手專享',
  brief: '註冊領好禮',
  callsToAction: [call({ destination: destination({ url: 'https://example.com' }) })],
  isFinancial: false,
  disclosure: { _type: 'disclosure', kind: 'own', sponsor: 'Lakeside' },
}

const others = [
  document({ _id: 'category-a', _type: 'category' }),
  document({ _id: 'author-a', _type: 'author' }),
  document({ _id: 'article-taken', _type: 'article', slug: { current: 'taken' } }),
  document({ _id: 'slot-taken', _type: 'slot', key: 'article-top' }),
  document({ _id: 'drafts.article-unpublished', _type: 'article' }),
]

/** The real client over a handful of documents: its questions are answered by groq-js. */
const client = createClient({
  projectId: 'lakeside',
  dataset: 'production',
  apiVersion: '2025-02-19',
  useCdn: false,
  resolveFetch: () => async (input) => {
    const { pathname, searchParams } = new URL(input)
    if (!pathname.includes('/data/')) return Response.json({}, { status: 401 }) // nobody is signed in
    if (pathname.includes('/data/doc/')) return Response.json({ documents: others, omitted: [] })
    const params = Object.fromEntries(
      [...searchParams]
        .filter(([name]) => name.startsWith('$'))
        .map(([name, value]) => [name.slice(1), JSON.parse(value)]),
    )
    const result = await (
      await evaluate(parse(searchParams.get('query') ?? '', { params }), { dataset: others, params })
    ).get()
    return Response.json({ result, ms: 1, query: '' })
  },
})

const workspace = await createWorkspaceFromConfig({
  ...createStudioConfig({ projectId: 'lakeside', dataset: 'production', basePath: '/studio' }),
  unstable_clientFactory: () => client,
})

/** What forbids publishing this document: `path: sentence`, in the order of the form. */
const errorsOf = async (fields: Parameters<typeof document>[0]): Promise<string[]> => {
  const markers = await validateDocument({ document: document(fields), workspace, getClient: () => client })
  return markers
    .filter(({ level }) => level === 'error')
    .map(
      ({ path, message }) =>
        `${path.map((step) => (typeof step === 'object' && '_key' in step ? '*' : String(step))).join('.')}: ${message}`,
    )
}

describe('the workspace', () => {
  test('offers no second document of a singleton', () => {
    expect(workspace.templates.map(({ schemaType }) => schemaType)).not.toContain('siteSettings')
  })
})

describe('an article', () => {
  test('with all its parts can be published', async () => {
    expect(await errorsOf(article)).toEqual([])
  })

  test('without anything says in zh-TW what is missing, field by field', async () => {
    const errors = await errorsOf({ _id: 'article-empty', _type: 'article' })
    expect(errors.map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining(['title', 'summary', 'cover', 'body', 'slug', 'category', 'authors', 'publishedAt']),
    )
    for (const line of errors) expect(line).toMatch(/\p{Script=Han}/u)
  })

  test('needs a slug of its own, in lower case', async () => {
    expect(await errorsOf({ ...article, slug: { _type: 'slug', current: 'taken' } })).toEqual([
      expect.stringMatching(/^slug: /),
    ])
    expect(await errorsOf({ ...article, slug: { _type: 'slug', current: 'Big' } })).toEqual([
      expect.stringContaining('小寫'),
    ])
  })

  test('needs words for its cover, decorative or not, and for a picture in the body unless it only decorates', async () => {
    const pictures = (fields: object) => ({
      ...article,
      body: [...article.body, { _key: 'p', _type: 'picture', asset: cover.asset, ...fields }],
    })
    expect(await errorsOf({ ...article, cover: { ...cover, alt: '', decorative: true } })).toEqual([
      expect.stringMatching(/^cover.alt: /),
    ])
    expect(await errorsOf(pictures({}))).toEqual([expect.stringMatching(/^body.*alt: /)])
    expect(await errorsOf(pictures({ decorative: true }))).toEqual([])
    expect(await errorsOf(pictures({ decorative: true, asset: undefined }))).toEqual([
      expect.stringContaining('請上傳'),
    ])
    expect(await errorsOf({ ...article, cover: { _type: 'picture', alt: '湖' } })).toEqual([
      expect.stringMatching(/^cover: /),
    ])
  })

  test('may leave its source empty, not half filled in', async () => {
    expect(await errorsOf({ ...article, source: { _type: 'source', isCanonical: false } })).toEqual([])
    expect(await errorsOf({ ...article, source: { _type: 'source', name: '來源' } })).toEqual([
      expect.stringMatching(/^source.url: /),
    ])
  })

  test('refuses a link with two destinations or a dangerous one, and takes 連結待補', async () => {
    const readMore = (fields: object) => ({
      ...article,
      body: [...article.body, { _key: 'r', _type: 'readMore', text: '看', destination: destination(fields) }],
    })
    expect(await errorsOf(readMore({}))).toEqual([])
    expect(await errorsOf(readMore({ url: 'tel:+886212345678' }))).toEqual([])
    expect(await errorsOf(readMore({ url: 'https://example.com', page: 'front' }))).toEqual([
      expect.stringContaining('三選一'),
    ])
    expect(await errorsOf(readMore({ url: 'javascript:alert(1)' }))).not.toEqual([])
  })
})

describe('a banner', () => {
  test('with all its parts can be published', async () => {
    expect(await errorsOf(banner)).toEqual([])
  })

  test.each([
    ['no destination', [call({})]],
    ['an unpublished document', [call({ destination: destination({ reference: reference('article-unpublished') }) })]],
    ['a deleted document', [call({ destination: destination({ reference: reference('article-gone') }) })]],
  ])('whose calls lead to %s can’t be published', async (_, callsToAction) => {
    expect(await errorsOf({ ...banner, callsToAction })).toEqual([expect.stringContaining('連得出去')])
  })

  test('one call that leads to a published document is enough', async () => {
    const callsToAction = [
      call({}),
      { ...call({ destination: destination({ reference: reference('article-taken') }) }), _key: 'b' },
    ]
    expect(await errorsOf({ ...banner, callsToAction })).toEqual([])
  })

  test('has one to four calls, a brief that fits and says whose it is', async () => {
    const five = Array.from({ length: 5 }, (_, index) => ({ ...banner.callsToAction[0], _key: `k${index}` }))
    expect(await errorsOf({ ...banner, callsToAction: five })).toEqual([expect.stringContaining('最多 4 個')])
    expect(await errorsOf({ ...banner, callsToAction: [] })).toContainEqual(
      expect.stringContaining('至少要有一個行動按鈕'),
    )
    expect(await errorsOf({ ...banner, brief: '字'.repeat(19) })).toEqual([expect.stringContaining('18')])
    expect(await errorsOf({ ...banner, disclosure: undefined })).toContainEqual(expect.stringMatching(/^disclosure: /))
  })

  test('marked financial needs both risk texts', async () => {
    expect(await errorsOf({ ...banner, isFinancial: true })).toEqual([
      expect.stringMatching(/^risk: /),
      expect.stringMatching(/^riskBrief: /),
    ])
    expect(await errorsOf({ ...banner, isFinancial: true, risk: '投資有風險。', riskBrief: '投資有風險' })).toEqual([])
  })
})

describe('slots and placements', () => {
  test('a slot’s key belongs to one slot', async () => {
    expect(await errorsOf({ _id: 'slot-a', _type: 'slot', title: '上方', key: 'article-top' })).toEqual([
      expect.stringContaining('別的版位'),
    ])
    expect(await errorsOf({ _id: 'drafts.slot-taken', _type: 'slot', title: '上方', key: 'article-top' })).toEqual([])
  })

  test('a placement ends after it starts', async () => {
    const placement = {
      _id: 'placement-a',
      _type: 'placement',
      banner: reference('category-a'),
      slot: reference('slot-taken'),
      priority: 0,
    }
    expect(await errorsOf({ ...placement, startsAt: '2026-01-01T00:00:00Z' })).toEqual([])
    expect(await errorsOf({ ...placement, startsAt: '2026-01-02T00:00:00Z', endsAt: '2026-01-01T00:00:00Z' })).toEqual([
      expect.stringContaining('晚於'),
    ])
  })

  test('a placement may say for whom and when, and its rules are told in human words', async () => {
    const placement = {
      _id: 'placement-a',
      _type: 'placement',
      banner: reference('category-a'),
      slot: reference('slot-taken'),
      priority: 0,
    }
    const weak = (id: string) => ({ ...reference(id), _weak: true, _key: id })
    const rules = {
      days: ['fri', 'sat'],
      hoursFrom: '22:00',
      hoursTo: '02:00',
      locales: ['zh-TW'],
      platforms: ['ios'],
      weight: 2,
      paused: true,
      onlyArticles: [weak('article-taken')],
      notCategories: [weak('category-a')],
    }
    expect(await errorsOf({ ...placement, ...rules })).toEqual([])
    const wrong = {
      days: ['fri', 'fri'],
      hoursFrom: '8:30',
      hoursTo: '24:30',
      weight: 0,
      platforms: ['tv'],
      onlyArticles: [weak('article-taken')],
      notArticles: [weak('article-taken')],
    }
    const errors = await errorsOf({ ...placement, ...wrong })
    expect(new Set(errors.map((line) => line.split(/[.:]/)[0]))).toEqual(
      new Set(['days', 'hoursFrom', 'hoursTo', 'weight', 'platforms', 'notArticles']),
    )
    for (const line of errors) expect(line).toMatch(/\p{Script=Han}/u)
  })
})
