import { type ContentSourceMap, parseJsonPath, resolveMapping } from '@sanity/client/csm'
import { stegaClean } from 'next-sanity'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { articlePage } from '#app/[locale]/academy/[category]/[slug]/article-page.groq.ts'
import { createLakeClient } from './client.ts'
import { loadSample } from './content/load.ts'
import { parseSiteEnvironment } from './environment.ts'
import { openTestLake, type TestLake } from './lake/testing.ts'
import { askLake } from './query.ts'

// The article page's own question, over the sample publication, by the site's own client.

let lake: TestLake
const id = 'article-whether-chatgpt-is-open-source-is-controversial'
const params = { category: 'research-analysis', slug: 'whether-chatgpt-is-open-source-is-controversial' }
const now = new Date('2024-01-05T00:00:00.000Z')

const client = () =>
  createLakeClient(
    parseSiteEnvironment({
      SANITY_PROJECT_ID: 'lakeside',
      SANITY_API_HOST: lake.base,
      SANITY_READ_TOKEN: lake.token,
      LAKESIDE_URL: lake.origin,
      LAKESIDE_IMAGES: '/lake',
    }),
  )

beforeAll(async () => {
  lake = await openTestLake()
  await loadSample(lake.client())
  await lake.client().createOrReplace({
    ...(await lake.client().getDocument(id)),
    _id: `drafts.${id}`,
    _type: 'article',
    title: '草稿的題目',
  })
})

afterAll(() => lake.close())

/** The value at a source path of a stored document; keyed steps choose by `_key`. */
function valueAt(document: unknown, path: ReturnType<typeof parseJsonPath>): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof step === 'object')
      return Array.isArray(value)
        ? value.find(
            (item: unknown) => typeof item === 'object' && item !== null && '_key' in item && item._key === step._key,
          )
        : undefined
    return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined
  }, document)
}

async function ask() {
  const { result, resultSourceMap } = await client().fetch<unknown>(
    articlePage.query,
    { ...params, now: now.toISOString() },
    { filterResponse: false, perspective: 'drafts', resultSourceMap: 'withKeyArraySelector' },
  )
  if (!resultSourceMap) throw new Error('no source map came')
  return { result, map: resultSourceMap }
}

const sourceOf = (map: ContentSourceMap, at: string) => {
  const mapping = resolveMapping(parseJsonPath(at), map)?.mapping
  if (mapping?.type !== 'value' || mapping.source.type !== 'documentValue') return undefined
  return { document: map.documents[mapping.source.document]?._id, path: map.paths[mapping.source.path] }
}

test('every place that the map names holds the very text of the answer', async () => {
  const { result, map } = await ask()
  const documents = new Map(
    (await lake.client().getDocuments(map.documents.map(({ _id }) => _id))).map((document) => [
      document?._id,
      document,
    ]),
  )
  const checked = Object.entries(map.mappings).map(([at, mapping]) => {
    if (mapping.type !== 'value' || mapping.source.type !== 'documentValue') throw new Error(at)
    const document = documents.get(map.documents[mapping.source.document]?._id)
    expect(valueAt(document, parseJsonPath(map.paths[mapping.source.path] ?? '')), at).toBe(
      valueAt(result, parseJsonPath(at)),
    )
    return document?._type
  })
  expect(checked.length).toBeGreaterThan(150)
  expect(new Set(checked)).toEqual(
    new Set(['article', 'author', 'banner', 'category', 'linkList', 'placement', 'siteSettings', 'slot']),
  )
})

test("title, sentence, link list's item and banners lead to their fields", async () => {
  const { map } = await ask()
  expect(sourceOf(map, "$['article']['title']")).toEqual({ document: `drafts.${id}`, path: "$['title']" })
  expect(sourceOf(map, "$['article']['body'][0]['children'][0]['text']")).toEqual({
    document: `drafts.${id}`,
    path: "$['body'][?(@._key=='b01')]['children'][?(@._key=='b01s1')]['text']",
  })
  expect(sourceOf(map, "$['article']['linkLists'][0]['links'][1]['text']")?.document).toMatch(/^linkList-/)
  const tags = Object.keys(map.mappings)
    .filter((at) => at.endsWith("['tag']"))
    .map((at) => sourceOf(map, at))
  expect(tags.map((source) => source?.document)).toEqual(
    expect.arrayContaining(['banner-newcomer', 'banner-deposit', 'banner-about', 'banner-app-download']),
  )
  expect(new Set(tags.map((source) => source?.path))).toEqual(new Set(["$['tag']"]))
})

/** Without maps, which stegaClean does not look into. */
const flat = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data, (_name, value: unknown) => (value instanceof Map ? [...value] : value)))

test('in draft mode words carry where they come from, and nothing that code compares does', async () => {
  const options = { perspective: 'drafts', now } as const
  const signed = await askLake(client(), articlePage, params, { ...options, stega: true })
  const plain = await askLake(client(), articlePage, params, { ...options, stega: false })
  expect(signed.findings).toEqual(plain.findings)
  expect(stegaClean(flat(signed.data))).toEqual(flat(plain.data))
  const { article } = signed.data
  const isSigned = (text: string | null | undefined) => Boolean(text) && stegaClean(text) !== text
  const part = article?.body[0]
  expect(
    [
      article?.title,
      article?.summary,
      part?._type === 'block' && part.children[0]?.text,
      article?.linkLists[0]?.title,
      article?.linkLists[0]?.links[1]?.text,
    ].map((text) => isSigned(text || null)),
  ).toEqual([true, true, true, true, true])
  const banners = signed.data.slots.flatMap(({ banners, fallback }) => [
    ...banners.values(),
    ...(fallback ? [fallback] : []),
  ])
  expect(banners.length).toBeGreaterThan(2)
  for (const banner of banners) {
    expect([banner.tag, banner.callsToAction[0]?.text].map(isSigned)).toEqual([true, true])
    expect(
      [banner._id, banner.disclosure.kind, banner.callsToAction[0]?.destination?.url, banner.offerEndsAt].map(isSigned),
    ).toEqual([false, false, false, false])
  }
  expect(signed.data.slots.map(({ key }) => key)).toEqual(plain.data.slots.map(({ key }) => key))
})
