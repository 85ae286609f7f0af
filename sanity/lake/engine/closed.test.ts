import fc from 'fast-check'
import { evaluateSync, toJS } from 'groq-js'
import { describe, expect, test } from 'vitest'
import { answer } from './evaluate.ts'
import { makeView } from './perspective.ts'
import { parseQuery, prepare } from './prepare.ts'
import { tagsOfCommit } from './tags.ts'
import { stored } from './testing.ts'
import type { StoredDocument } from './types.ts'

const scene = (documents: readonly StoredDocument[]) => ({
  view: makeView('published', documents),
  now: new Date(0),
  identity: '',
})
const ask = async (query: string, documents: readonly StoredDocument[]) => answer(prepare(query, {}), scene(documents))

const treesOnce = (query: string) => [...prepare(query, {}).onces.values()].filter(({ kind }) => kind === 'tree').length

describe('evaluated once', () => {
  test.each([
    '*[_id in *[_type == "list"].items[]._ref]',
    '*[n == math::max(*[_type == "post"].n)]',
    '*[_type == "post"]{"all": count(*[_type == "post"])}',
    '*[_type == "post"].items[]{"n": count(*)}',
    '*[_type == "post"] | order(n - math::avg(*[_type == "post"].n))',
    '*[_type == "post"]{"inner": *[_type == "list" && x == ^.x]{"site": *[_id == "site"]{"n": count(*), "own": ^.^._id == @._id}, "all": count(*[n > 1])}}',
    '*[_type == "post" && length("abc") == n]',
  ])('%s', (query) => expect(treesOnce(query)).toBeGreaterThan(0))

  test.each([
    '*[_id in *[_type == "list" && owner == ^._id].items[]._ref]',
    'count(*[_type == "post"])',
    '*[_type == "post"]{"inner": *[_type == "list" && x == ^.x]{"site": *[_id == "site"]{"up": ^._id}}}',
    '*[_type == "post"]{"n": count(items)}',
    '*[_type == "post"]{"n": count(@.items[x == ^.x])}',
    '*[_type == "post" && references("a")]',
    '*[_type == "post"].items[]{"n": count(^.items)}',
    '*[diff::changedAny({}, {"n": count(*)}, n)]',
  ])('for each row: %s', (query) => expect(treesOnce(query)).toBe(0))

  test('a semi-join reads its list once, however many rows there are', async () => {
    const count = 400
    let reads = 0
    const documents = Array.from({ length: count }, (_, index) =>
      stored({ _id: `post-${String(index).padStart(4, '0')}`, _type: 'post' }),
    )
    const list = stored({ _id: 'list', _type: 'list' })
    Object.defineProperty(list, 'items', { enumerable: true, get: () => ((reads += 1), [{ _ref: 'post-0007' }]) })
    const { result } = await ask('*[_type == "post" && _id in *[_type == "list"].items[]._ref]._id', [
      ...documents,
      list,
    ])
    expect(result).toEqual(['post-0007'])
    expect(reads).toBeLessThan(10)
  })

  test('a query of eleven semi-joins within each other is answered', async () => {
    const documents = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
      stored({ _id: id, _type: id === 'f' ? 'other' : 'test' }),
    )
    const query = `${'*[_id in '.repeat(10)}*[_id >= "c" && _type == "test"]${'[]._id]'.repeat(10)} | order(_id)[]._id`
    expect((await ask(query, documents)).result).toEqual(['c', 'd', 'e'])
  })

  test('what is evaluated once is in the source map', async () => {
    const documents = [stored({ _id: 'post', _type: 'post' }), stored({ _id: 'site', _type: 'site', title: '湖畔' })]
    const { sourceMap } = await answer(
      prepare('*[_type == "post"]{"site": *[_type == "site"] | order(title)[0]{title}}', {}),
      scene(documents),
      'index',
    )
    expect(sourceMap).toMatchObject({
      documents: [{ _id: 'site' }],
      paths: ["$['title']"],
      mappings: { "$[0]['site']['title']": {} },
    })
  })
})

// Queries drawn from a small grammar: sets within filters and projections, `^`, references, orders.
const field = fc.constantFrom(
  'a',
  'n',
  '_id',
  '_type',
  'ref._ref',
  'items[]._ref',
  'items[0]._ref',
  'ref->a',
  '^.a',
  '^._id',
  '^.^._id',
  '"x"',
  '1',
  '"d1"',
  'string(dateTime(at))',
)
const grammar = fc.letrec<{ value: string; test: string; set: string; list: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'depth' },
    { weight: 4, arbitrary: field },
    { weight: 1, arbitrary: tie('list').map((list) => `count(${list})`) },
    { weight: 1, arbitrary: fc.tuple(tie('value'), tie('value')).map((values) => `coalesce(${values.join(', ')})`) },
  ),
  test: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'depth' },
    {
      weight: 3,
      arbitrary: fc
        .tuple(tie('value'), fc.constantFrom('==', '!=', '<', '>='), tie('value'))
        .map((parts) => parts.join(' ')),
    },
    { weight: 3, arbitrary: fc.tuple(tie('value'), tie('list')).map(([value, list]) => `${value} in ${list}`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('test'), fc.constantFrom('&&', '||'), tie('test'))
        .map(([left, op, right]) => `(${left}) ${op} (${right})`),
    },
    { weight: 1, arbitrary: tie('test').map((inner) => `!(${inner})`) },
    { weight: 1, arbitrary: tie('value').map((value) => `references(${value})`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('_type == "p"', '_type == "q"', 'dateTime(at) > dateTime("2026-01-02T00:00:00Z")'),
    },
  ),
  set: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'depth' },
    fc.constantFrom('*[_type == "p"]', '*[_type == "q" && n > 0]', '*[_id == "d1"]', '*'),
    fc
      .tuple(fc.constantFrom('', '_type == "p" && ', '_type == "q" && '), tie('test'))
      .map(([type, inner]) => `*[${type}(${inner})]`),
    fc.tuple(tie('set'), tie('test')).map(([set, inner]) => `${set}[${inner}]`),
  ),
  list: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'depth' },
    fc.constantFrom('["d1", "x"]', 'items[]._ref', '^.items[]._ref'),
    fc
      .tuple(tie('set'), fc.constantFrom('._id', '.items[]._ref', '{_id}._id', '.ref->a', '.a'))
      .map((parts) => parts.join('')),
    fc.tuple(tie('set'), tie('value')).map(([set, value]) => `${set}{"v": ${value}}.v`),
    fc.tuple(tie('set'), tie('value')).map(([set, value]) => `(${set} | order(${value}, _id desc))._id`),
  ),
}))
const query = fc
  .tuple(grammar.set, grammar.value, grammar.list)
  .map(([set, value, list]) => `${set}{_id, "v": ${value}, "l": ${list}}`)

const reference = fc.option(
  fc.constantFrom('d0', 'd1', 'd2', 'd3', 'gone').map((id) => ({ _ref: id })),
  { nil: undefined },
)
const drawn = fc.record({
  _type: fc.constantFrom('p', 'q'),
  a: fc.constantFrom(undefined, 'x', 'y', 'd1'),
  n: fc.constantFrom(undefined, 0, 1, 2),
  at: fc.constantFrom(undefined, '2026-01-01T00:00:00Z', '2026-01-02T08:00:00+08:00'),
  ref: reference,
  items: fc.array(
    reference.map((each) => each ?? 'none'),
    { maxLength: 2 },
  ),
})
const documentOf = (fields: { _type: string }, index: number): StoredDocument =>
  JSON.parse(JSON.stringify(stored({ _id: `d${index}`, ...fields })))

test('drawn queries: the answer is that of groq-js, and the tags miss no change', async () => {
  let withOnce = 0
  let changed = 0
  await fc.assert(
    fc.asyncProperty(
      query,
      fc.array(drawn, { minLength: 3, maxLength: 4 }),
      fc.nat(2),
      drawn,
      async (text, fields, index, next) => {
        const documents = fields.map(documentOf)
        const before = await ask(text, documents)
        const dereference = ({ _ref }: { _ref: string }) => documents.find(({ _id }) => _id === _ref)
        expect(before.result, text).toEqual(
          toJS(evaluateSync(parseQuery(text, {}), { dataset: documents, dereference, timestamp: new Date(0) })),
        )
        withOnce += treesOnce(text) > 0 ? 1 : 0
        const after = documentOf(next, index)
        const { result } = await ask(text, documents.with(index, after))
        if (JSON.stringify(result) === JSON.stringify(before.result)) return
        changed += 1
        const change = {
          documentId: after._id,
          operation: 'update' as const,
          before: documents[index] ?? null,
          after,
          mutations: [],
          effects: { apply: [], revert: [] },
        }
        const dropped = new Set(tagsOfCommit({ changes: [change] }))
        expect(
          before.tags.some((tag) => dropped.has(tag)),
          text,
        ).toBe(true)
      },
    ),
    { numRuns: 600 },
  )
  expect(withOnce).toBeGreaterThan(100)
  expect(changed).toBeGreaterThan(100)
})
