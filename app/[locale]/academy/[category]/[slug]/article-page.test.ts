import { expect, test } from 'vitest'
import {
  article,
  askOf,
  banner,
  base,
  type Document,
  paragraph,
  picture,
  placement,
  ref,
  slot,
} from '../../../../questions.fixture.ts'
import { articlePage } from './article-page.groq.ts'

const link = (_key: string, text: string, destination?: object) => ({ _key, text, destination })
const bodySlot = (_key: string, name: string) => ({ _type: 'bodySlot', _key, slot: ref(`slot-${name}`) })

const target = article('target', 2)
const draft: Document = { ...article('only-a-draft', 3), _id: 'drafts.article-only-a-draft' }

async function read(documents: readonly Document[]) {
  const published = documents.filter((document) => !document._id.startsWith('drafts.'))
  const parsed = await askOf(
    [...base, target, draft, ...published].filter((document) => !document._id.startsWith('drafts.')),
    articlePage,
    { category: 'market', slug: 'main' },
  )
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings))
  return { ...parsed.data, findings: parsed.findings }
}

test('links in all places answer their destination; a target that is not published is null, and no finding', async () => {
  const { article: main, findings } = await read([
    article('main', 1, {
      body: [
        {
          ...paragraph('p', '字'),
          markDefs: [
            { _type: 'inlineLink', _key: 'm', destination: { reference: ref('article-target') } },
            { _type: 'inlineLink', _key: 'n' },
            { _type: 'foreign', _key: 'f', lang: 'en' },
          ],
        },
        { _type: 'readMore', _key: 'r', text: '', destination: { reference: ref('article-target') } },
        { _type: 'readMore', _key: 'd', text: '待補', destination: { reference: ref('article-only-a-draft') } },
      ],
      linkLists: [ref('linkList-one')],
      closing: [
        { ...paragraph('c', '結尾'), markDefs: [{ _type: 'inlineLink', _key: 'm', destination: { page: 'academy' } }] },
      ],
    }),
    {
      _id: 'linkList-one',
      _type: 'linkList',
      title: '更多',
      links: [
        link('1', '甲', { url: 'https://a.example' }),
        link('2', '乙'),
        link('3', '', { reference: ref('category-market') }),
      ],
    },
  ])
  const resolved = {
    page: null,
    url: null,
    reference: { _type: 'article', title: '文章 target', slug: 'target', category: 'market' },
  }
  expect(main?.body).toMatchObject([
    { markDefs: [{ destination: resolved }, { destination: null }, { lang: 'en' }] },
    { _type: 'readMore', destination: resolved },
    { _type: 'readMore', text: '待補', destination: { reference: null } },
  ])
  expect(main?.linkLists).toMatchObject([
    {
      links: [
        { destination: { url: 'https://a.example' } },
        { destination: null },
        { destination: { reference: { title: '市場動態', slug: 'market', category: null } } },
      ],
    },
  ])
  expect(main?.closing).toMatchObject([{ style: 'normal', markDefs: [{ destination: { page: 'academy' } }] }])
  expect(findings).toEqual([])
})

test('slots: those of the page by key, those of the body once each; placements that have ended a day ago, start in two days or are paused are not answered, but from when more may come; a banner comes once', async () => {
  const {
    slots,
    article: main,
    findings,
  } = await read([
    article('main', 1, {
      body: [bodySlot('1', 'app'), paragraph('p', 'x'), bodySlot('2', 'app'), bodySlot('3', 'other')],
    }),
    slot('article-top', { fallback: ref('banner-spare') }),
    slot('app'),
    slot('other'),
    slot('elsewhere'),
    banner('one', { image: picture(), platform: 'x' }),
    banner('spare'),
    placement('ended', 'app', 'one', { endsAt: '2024-01-04T00:00:00Z' }),
    placement('just-ended', 'app', 'one', { endsAt: '2024-01-04T17:00:00-07:00', paused: false }),
    placement('paused', 'app', 'one', { paused: true }),
    placement('open', 'app', 'one', {
      days: ['mon'],
      hoursTo: '24:00',
      onlyArticles: [ref('article-main')],
      platforms: ['ios'],
      weight: 2,
    }),
    placement('tomorrow', 'app', 'one', {
      startsAt: '2024-01-06T13:00:00+14:00',
      endsAt: '2025-02-01T00:00:00Z',
      priority: 3,
    }),
    placement('future', 'app', 'one', { startsAt: '2025-01-01T00:00:00+08:00' }),
  ])
  expect(slots).toMatchObject([{ key: 'article-top', fallback: { tag: 'spare' }, placements: [] }])
  expect(main?.slots.map((each) => each._id)).toEqual(['slot-app', 'slot-other'])
  expect(main?.slots[0]?.placements.toSorted((a, b) => (a._id < b._id ? -1 : 1))).toMatchObject([
    { _id: 'placement-just-ended', endsAt: '2024-01-05T00:00:00.000Z' },
    {
      _id: 'placement-open',
      startsAt: null,
      endsAt: null,
      priority: 0,
      banner: 'banner-one',
      weight: 2,
      paused: false,
      days: ['mon'],
      hoursFrom: null,
      hoursTo: '24:00',
      onlyArticles: ['article-main'],
      notArticles: [],
      platforms: ['ios'],
      locales: [],
    },
    {
      _id: 'placement-tomorrow',
      startsAt: '2024-01-05T23:00:00.000Z',
      endsAt: '2025-02-01T00:00:00.000Z',
      priority: 3,
    },
  ])
  expect([slots[0]?.knownUntil, main?.slots[0]?.knownUntil]).toEqual([null, '2024-01-06T00:00:00.000Z'])
  expect([...(main?.slots[0]?.banners ?? [])]).toMatchObject([
    [
      'banner-one',
      { image: { asset: {} }, callsToAction: [{ platform: null, destination: { url: 'https://www.btcc.com/zh-TW' } }] },
    ],
  ])
  expect(main?.body.filter((part) => part._type === 'bodySlot').map((part) => part.slot._id)).toEqual([
    'slot-app',
    'slot-app',
    'slot-other',
  ])
  expect(findings).toEqual([])
})

test('broken parts: each is left out and reported, the rest stands', async () => {
  const {
    slots,
    article: main,
    findings,
  } = await read([
    article('main', 1, {
      authors: [ref('author-gone'), ref('author-lakeside')],
      source: { name: 'x', url: 'javascript:alert(1)' },
      body: [
        paragraph('1', '好'),
        { _type: 'video', _key: '2' },
        paragraph('3', '壞樣式', { style: 'h7' }),
        bodySlot('4', 'gone'),
        { _type: 'quotation', _key: '5' },
        { _type: 'picture', _key: '6', asset: ref('image-gone-1x1-png'), alt: 'x' },
        {
          ...paragraph('7', '字'),
          children: [
            { _type: 'span', _key: 's', text: '字', marks: ['strong', 'gone'] },
            { _type: 'inlineThing', _key: 't' },
          ],
        },
        paragraph('8', '好'),
      ],
      linkLists: [ref('linkList-untitled'), ref('linkList-gone'), ref('linkList-one')],
    }),
    { _id: 'linkList-untitled', _type: 'linkList', links: [link('1', '甲')] },
    { _id: 'linkList-one', _type: 'linkList', title: '一', links: [link('1', ''), link('2', '乙')] },
    slot('article-top', { fallback: ref('banner-gone') }),
    slot('article-about', { fallback: ref('banner-pictureless') }),
    banner('good'),
    banner('risky', { risk: undefined }),
    banner('pictureless', { image: { asset: ref('image-gone-1x1-png') } }),
    placement('deleted-banner', 'article-top', 'gone', { priority: 9 }),
    placement('no-risk', 'article-top', 'risky', { priority: 8 }),
    placement('junk-end', 'article-top', 'good', { priority: 7, endsAt: 'soon' }),
    placement('junk-day', 'article-top', 'good', { priority: 7, days: ['mon', 'someday'] }),
    placement('junk-hours', 'article-top', 'good', { priority: 7, hoursFrom: '24:00' }),
    placement('no-banner', 'article-top', 'good', { priority: 7, banner: undefined }),
    placement('good', 'article-top', 'good'),
  ])
  expect(main).toMatchObject({
    authors: [{ name: '湖畔編輯室' }],
    source: null,
    linkLists: [{ title: '一', links: [{ text: '乙' }] }],
  })
  expect(main?.body.map((part) => part._key)).toEqual(['1', '3', '7', '8'])
  expect(main?.body[1]).toMatchObject({ style: 'normal' })
  expect(main?.body[2]).toMatchObject({ children: [{ text: '字', marks: ['strong'] }] })
  expect(slots).toMatchObject([
    { key: 'article-about', fallback: { tag: 'pictureless', image: null } },
    {
      key: 'article-top',
      fallback: null,
      placements: ['deleted-banner', 'no-risk', 'good'].map((name) => ({ _id: `placement-${name}` })),
    },
  ])
  // What refers to a banner that is not there loses its place when the page is put together: lib/page-slots.
  expect([...(slots.find(({ key }) => key === 'article-top')?.banners.keys() ?? [])]).toEqual(['banner-good'])
  expect(findings.map(({ documentId, path }) => `${documentId} ${path}`).toSorted()).toEqual([
    'article-main authors[0]',
    'article-main body[_key=="2"]._type',
    'article-main body[_key=="3"].style',
    'article-main body[_key=="4"].slot',
    'article-main body[_key=="5"].text',
    'article-main body[_key=="6"].asset',
    'article-main body[_key=="7"].children[_key=="t"]._type',
    'article-main linkLists[1]',
    'article-main source.url',
    'banner-pictureless image.asset',
    'banner-risky ',
    'linkList-one links[_key=="1"]',
    'linkList-untitled title',
    'placement-junk-day days',
    'placement-junk-end endsAt',
    'placement-junk-hours hoursFrom',
    'placement-no-banner banner',
    'slot-article-top fallbackFound',
  ])
})
