import { studioPath, jsonPathToStudioPath, parseJsonPath } from '@sanity/client/csm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestLake, type TestLake } from './testing.ts'

let lake: TestLake

beforeAll(async () => {
  lake = await openTestLake()
  await lake
    .client()
    .transaction()
    .create({ _id: 'author', _type: 'author', name: '湖畔' })
    .create({
      _id: 'article',
      _type: 'article',
      title: 'OPEN source',
      slug: { current: 'open' },
      tags: ['甲', '乙'],
      author: { _ref: 'author' },
      source: { name: '原文', nested: { deep: '深' } },
      body: [
        { _key: 'b1', _type: 'block', kind: 'a', children: [{ _key: 's1', _type: 'span', text: '第一句' }] },
        { _key: 'b2', _type: 'slot', kind: 'b', slot: { _ref: 'author' } },
        { _key: 'b3', _type: 'block', kind: 'a', children: [{ _key: 's2', _type: 'span', text: '第二句' }] },
      ],
    })
    .create({ _id: 'drafts.article', _type: 'article', title: '草稿的題目', slug: { current: 'open' } })
    .create({
      _id: 'other',
      _type: 'article',
      title: 'Another',
      slug: { current: 'other' },
      author: { _ref: 'author' },
    })
    .commit()
})

afterAll(() => lake.close())

/** The places of an answer's texts: `result path <- document: field`. */
async function placesOf(
  query: string,
  options: { style?: 'withKeyArraySelector' | true; perspective?: 'published' | 'drafts' } = {},
): Promise<string[]> {
  const { style = 'withKeyArraySelector', perspective = 'published' } = options
  const answer = await lake
    .client()
    .fetch(query, { slug: 'open' }, { filterResponse: false, resultSourceMap: style, perspective })
  const map = answer.resultSourceMap
  if (!map) throw new Error('no source map came')
  return Object.entries(map.mappings).map(([at, mapping]) => {
    if (mapping.type !== 'value' || mapping.source.type !== 'documentValue')
      throw new Error('a mapping of another kind')
    const { document, path } = mapping.source
    return `${at} <- ${map.documents[document]?._id}: ${studioPath.toString(jsonPathToStudioPath(parseJsonPath(map.paths[path] ?? '')))}`
  })
}

describe('a source map tells', () => {
  test.each<[string, string, string[]]>([
    ['a field by its name', '*[_id == "article"][0]{title}', ["$['title'] <- article: title"]],
    [
      'a field under another name',
      '*[_id == "article"][0]{"t": title, "n": source.name}',
      ["$['t'] <- article: title", "$['n'] <- article: source.name"],
    ],
    [
      'a list of fields',
      '*[_type == "article"] | order(title desc).title',
      ['$[0] <- article: title', '$[1] <- other: title'],
    ],
    [
      'what a reference leads to',
      '*[_id == "article"][0]{"by": author->name, author->{name}}',
      ["$['by'] <- author: name", "$['author']['name'] <- author: name"],
    ],
    [
      'texts in lists without keys',
      '*[_id == "article"][0]{tags}',
      ["$['tags'][0] <- article: tags[0]", "$['tags'][1] <- article: tags[1]"],
    ],
    [
      'what coalesce and select chose',
      '*[_id == "article"][0]{"a": coalesce(nothing, title), "b": select(slug.current == "open" => source.name, title)}',
      ["$['a'] <- article: title", "$['b'] <- article: source.name"],
    ],
    [
      'a projection of a projection',
      '*[_id == "article"]{title, source}{..., "deep": source.nested.deep}[0]{title, deep}',
      ["$['title'] <- article: title", "$['deep'] <- article: source.nested.deep"],
    ],
    [
      'what a sub-query found through ^',
      '*[_id == "author"][0]{"articles": *[_type == "article" && author._ref == ^._id] | order(title asc){title}}',
      ["$['articles'][0]['title'] <- other: title", "$['articles'][1]['title'] <- article: title"],
    ],
    [
      'what filters on words found',
      '*[_type == "article" && slug.current == $slug && title match "open*"][0]{"s": body[kind == "a"][1].children[0].text}',
      ['$[\'s\'] <- article: body[_key=="b3"].children[_key=="s2"].text'],
    ],
    [
      'a field beside a condition on words',
      '*[_id == "article"][0]{title == "OPEN source" => {title}, title == "no" => {source}}',
      ["$['title'] <- article: title"],
    ],
  ])('%s', async (_what, query, places) => {
    expect(await placesOf(query)).toEqual(places)
  })

  test('whole documents, and Portable Text by keys or by places', async () => {
    const body = '*[_id == "article"][0]{body[]{...}}'
    expect(await placesOf(body)).toContain(
      "$['body'][0]['children'][0]['text'] <- article: body[_key==\"b1\"].children[_key==\"s1\"].text",
    )
    expect(await placesOf(body, { style: true })).toContain(
      "$['body'][0]['children'][0]['text'] <- article: body[0].children[0].text",
    )
    expect(await placesOf('*[_id == "article"]')).toContain(
      "$[0]['source']['nested']['deep'] <- article: source.nested.deep",
    )
  })

  test('the stored document: the draft where there is one', async () => {
    expect(await placesOf('*[slug.current == $slug][0]{title}', { perspective: 'drafts' })).toEqual([
      "$['title'] <- drafts.article: title",
    ])
  })
})

describe('a source map has no place for', () => {
  test.each([
    ['upper and lower', '*[_id == "article"][0]{"t": upper(title), "u": lower(title)}'],
    [
      'what was put together',
      '*[_id == "article"][0]{"t": title + "!", "u": "《" + title, "v": array::join(tags, "、")}',
    ],
    [
      'what was counted, split or written out',
      '*[_id == "article"][0]{"n": count(tags), "l": length(title), "s": string::split(title, " "), "p": pt::text(body)}',
    ],
    ['fields of the lake', '*[_id == "article"][0]{_id, _type, _rev}'],
    ['texts of the question itself', '*[_id == "article"][0]{"t": "OPEN source", "s": $slug}'],
  ])('%s', async (_what, query) => {
    expect(await placesOf(query)).toEqual([])
  })
})

test('the answer itself is the same with and without, and a wrong wish is refused', async () => {
  const query = '*[_type == "article"] | order(title asc){..., "u": upper(title), author->}'
  const plain = await lake.client().fetch(query, {}, { perspective: 'published' })
  const { result } = await lake
    .client()
    .fetch(query, {}, { perspective: 'published', filterResponse: false, resultSourceMap: true })
  expect(plain).toHaveLength(2)
  expect(result).toEqual(plain)
  expect(JSON.stringify(result)).not.toContain('\\u0000')
  const wrong = await fetch(`${lake.base}/v2025-02-19/data/query/production?query=1&resultSourceMap=maybe`, {
    headers: { authorization: `Bearer ${lake.token}` },
  })
  expect(wrong.status).toBe(400)
})
