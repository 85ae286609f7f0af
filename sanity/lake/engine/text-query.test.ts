import { describe, expect, test } from 'vitest'
import { answer } from './evaluate.ts'
import { makeView } from './perspective.ts'
import { prepare } from './prepare.ts'
import { stored } from './testing.ts'

const span = (text: string) => ({ _type: 'span', _key: text, text, marks: ['strong'] })
const view = makeView('published', [
  stored({ _id: 'category-beginners', _type: 'category', title: '新手ＡＢＣ' }),
  stored({ _id: 'conference', _type: 'article', title: '開源軟體社群年會', tags: ['會議', 'open source'] }),
  stored({
    _id: 'lake',
    _type: 'article',
    title: 'Lake',
    body: [
      { _type: 'block', _key: 'b', style: 'normal', children: [span('清晨的湖'), span('畔很安靜。Quiet morning')] },
    ],
  }),
  stored({ _id: 'market', _type: 'article', title: '使用BTC交易所的三個步驟', summary: 'Bitcoin for beginners' }),
])

const LIST_QUERY =
  '*[_type in $__types && ([@, _id] match text::query($__query) || references($__rawQuery)) && (_type == $type)]' +
  '{_type,_id,_originalId,"orderings":[_updatedAt]} | order(orderings[0] desc)[0...$__limit]'

const ids = async (query: string, params: Record<string, unknown> = {}): Promise<unknown> =>
  (await answer(prepare(query, params), { view, now: new Date(0), identity: '' })).result

const search = (text: string) => ids('*[[@, _id] match text::query($text)]._id', { text })

describe('text::query', () => {
  test.each([
    ['開源', ['conference']],
    ['社群', ['conference']],
    ['開源年會', ['conference']],
    ['開源 年會', ['conference']],
    ['"開源軟體"', ['conference']],
    ['"開源年會"', []],
    ['會議', ['conference']],
    ['湖畔', ['lake']],
    ['btc', ['market']],
    ['BTC交易', ['market']],
    ['bitcoin', ['market']],
    ['bit', []],
    ['bit*', ['market']],
    ['"for beginners"', ['market']],
    ['"beginners for"', []],
    ['beginners', ['category-beginners', 'market']],
    ['beginners -bitcoin', ['category-beginners']],
    ['-開源', ['category-beginners', 'lake', 'market']],
    ['beginners -"for beginners"', ['category-beginners']],
    ['category-beginners', ['category-beginners']],
    ['abc', ['category-beginners']],
    ['strong', []],
    ['normal', []],
    ['article', []],
    ['沒有', []],
    ['a+b(c)[d]|^$\\', []],
  ])('%s finds %j', async (text, expected) => expect(await search(text)).toEqual(expected))

  test.each(['', '*', '  ', '！？'])('"%s" asks for nothing and finds everything', async (text) => {
    expect(await search(text)).toEqual(['category-beginners', 'conference', 'lake', 'market'])
  })

  test('the list query of the Studio', async () => {
    const params = { __types: ['article'], type: 'article', __rawQuery: '年會', __query: '年會', __limit: 20 }
    expect(await ids(LIST_QUERY, params)).toEqual([
      { _type: 'article', _id: 'conference', _originalId: null, orderings: ['2026-01-01T00:00:00.000Z'] },
    ])
    expect(await ids(LIST_QUERY, { ...params, __query: '*' })).toHaveLength(3)
    expect(await ids(LIST_QUERY, { ...params, __query: '*', __limit: 2 })).toHaveLength(2)
  })

  test('fields, lists and Portable Text', async () => {
    expect(await ids('*[title match text::query("軟體")]._id')).toEqual(['conference'])
    expect(await ids('*[tags match text::query("會議")]._id')).toEqual(['conference'])
    expect(await ids('*[body match text::query("湖畔")]._id')).toEqual(['lake'])
    expect(await ids('*[pt::text(body) match text::query("quiet")]._id')).toEqual(['lake'])
    expect(await ids('*[title match text::query("湖畔")]._id')).toEqual([])
  })

  test('scores by it', async () => {
    const score = 'score(boost(title match text::query("年會"), 3), [@] match text::query("會議"))'
    expect(await ids(`*[_type == "article"] | ${score} | order(_score desc)[0]._id`)).toBe('conference')
  })

  test('what depends on a document is refused', async () => {
    expect(() => prepare('*[title match text::query(summary)]', {})).toThrow('text::query takes a text')
  })
})

describe('plain match', () => {
  test.each([
    ['title match "開源*"', ['conference']],
    ['title match "開源"', ['conference']],
    ['title match "軟體"', ['conference']],
    ['title match "開源 年會"', ['conference']],
    ['title match "開源 沒有"', []],
    ['title match "btc"', ['market']],
    ['title match ["btc", "三個"]', ['market']],
    ['tags match "會議"', ['conference']],
    ['tags match "open"', ['conference']],
    ['[title, summary] match "bitcoin"', ['market']],
    ['[title, summary] match "bit*"', ['market']],
    ['summary match "bit"', []],
    ['pt::text(body) match "湖畔"', ['lake']],
    ['title match summary', []],
    ['title match title', ['category-beginners', 'conference', 'lake', 'market']],
  ])('%s finds %j', async (filter, expected) => expect(await ids(`*[${filter}]._id`)).toEqual(expected))
})
