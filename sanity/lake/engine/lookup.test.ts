import fc from 'fast-check'
import { evaluateSync, parse, toJS } from 'groq-js'
import { describe, expect, test } from 'vitest'
import { answer } from './evaluate.ts'
import { lookupOf } from './lookup.ts'
import { makeView } from './perspective.ts'
import { parseQuery, prepare } from './prepare.ts'
import { compile } from './compile.ts'
import { stored } from './testing.ts'
import { conjunctsOf } from './tree.ts'

const filterOf = (text: string) => {
  const tree = parse(`*[${text}]`)
  if (tree.type !== 'Filter') throw new Error(`${text} is no filter`)
  return tree.expr
}

describe('what is looked up', () => {
  test.each([
    ['_type == "t" && slot._ref == ^._id', 'reference'],
    ['^.^.x == a.b._ref && "t" == _type && title == "x"', 'reference'],
    ['_id in ^.items[].banner._ref', 'ids'],
    ['_type == "t" && _id in ^.body[_type == "x"].slot._ref', 'ids'],
    ['_id == ^.x[0]._ref', 'id'],
  ])('%s', (text, kind) => expect(lookupOf(conjunctsOf(filterOf(text)))?.kind).toBe(kind))

  test.each([
    'slot._ref == ^._id',
    '_type in ["t", "u"] && slot._ref == ^._id',
    '_type == "t" && slot._ref == other._id',
    '_type == "t" && title == ^.title',
    '_type == "t" && slot._ref != ^._id',
    '_type == "t" || slot._ref == ^._id',
    '_type == "t" && slug.current == "s" && slot._ref == ^._id',
    '_id == "a" && slot._ref == ^._id',
    '_id in ^.items[x == ^.y]._ref',
    '_id in *[_type == "x"]._id',
  ])('not %s', (text) => expect(lookupOf(conjunctsOf(filterOf(text)))).toBeNull())
})

test.each([
  ['a match "x"'],
  ['a->b == 1'],
  ['count(a) > 1'],
  ['a in b'],
  ['"x" in ["x", a]'],
  ['dateTime(a) + 60 > dateTime("2026-01-01T00:00:00Z")'],
  ['a == ^.b'],
  ['references("x")'],
])('%s is left to groq-js', (text) => expect(compile(filterOf(text))).toBeNull())

const leaf = fc.constantFrom(
  'a',
  'b',
  'c.d',
  'c',
  '@.a',
  'a[0]',
  'a[-1]',
  'dateTime(a)',
  'dateTime("2026-01-01T00:00:00Z")',
  'now()',
  'lower(a)',
  'upper(b)',
  '"x"',
  '"2026-01-02"',
  '1',
  '0',
  'true',
  'null',
  'string(dateTime("2026-01-02T00:00:00Z") - 86400)',
)
const expression: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .tuple(tie('node'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('node'))
      .map(([left, op, right]) => `(${left} ${op} ${right})`),
    fc
      .tuple(tie('node'), fc.constantFrom('&&', '||'), tie('node'))
      .map(([left, op, right]) => `(${left} ${op} ${right})`),
    tie('node').map((node) => `!(${node})`),
    tie('node').map((node) => `(${node} in ["x", 1, null, "2026-01-02"])`),
    leaf.map((node) => `defined(${node})`),
    fc.tuple(tie('node'), tie('node')).map(([left, right]) => `coalesce(${left}, ${right})`),
  ),
})).node
const anything = fc.constantFrom<unknown>(
  undefined,
  null,
  'x',
  'y',
  '2026-01-01T00:00:00Z',
  '2026-01-02',
  0,
  1,
  true,
  false,
  [],
  ['x'],
  { d: 'x' },
  { d: 1 },
  { d: null },
)

test('a compiled expression says what groq-js says, of any document', () => {
  const timestamp = new Date('2026-01-01T12:00:00.000Z')
  let compared = 0
  fc.assert(
    fc.property(expression, anything, anything, anything, (text, a, b, c) => {
      // Within coalesce, because a text alone in brackets would be the name of a field.
      const filter = `coalesce(${text})`
      const compiled = compile(filterOf(filter))
      if (compiled === null) return
      compared += 1
      const document = JSON.parse(JSON.stringify(stored({ _id: 'one', _type: 't', a, b, c })))
      expect(compiled(document, timestamp.toISOString()) === true ? 1 : 0).toBe(
        toJS(evaluateSync(parse(`count(*[${filter}])`), { dataset: [document], timestamp })),
      )
    }),
    { numRuns: 3000 },
  )
  expect(compared).toBeGreaterThan(1500)
})

test('the placements of a slot, with what is around them: as without an index, in order of ids', async () => {
  const place = (id: string, slot: unknown, more: object = {}) =>
    stored({ _id: id, _type: 'placement', slot, banner: { _ref: `banner-${id.slice(-1)}` }, ...more })
  const documents = [
    ...['a', 'b'].map((key) => stored({ _id: `slot-${key}`, _type: 'slot', key })),
    ...['1', '2', '3'].map((key) => stored({ _id: `banner-${key}`, _type: 'banner', tag: key })),
    place('p-3', { _ref: 'slot-a' }),
    place('p-1', { _ref: 'slot-a' }, { paused: true }),
    place('p-2', { _ref: 'slot-b' }, { endsAt: '2025-01-01T00:00:00Z' }),
    place('q-1', { _ref: 'slot-b' }, { endsAt: 7 }),
    place('q-2', 'slot-a'),
    place('q-3', null),
    place('r-9', { _ref: 'slot-a' }),
    stored({ _id: 'other', _type: 'other', slot: { _ref: 'slot-a' } }),
  ].toSorted((a, b) => (a._id < b._id ? -1 : 1))
  const query = `*[_type == "slot"] | order(_id desc) {
    _id, "placements": *[_type == "placement" && slot._ref == ^._id && paused != true && coalesce(endsAt > string(dateTime($now) - 86400), true)],
    "nowhere": *[_type == "placement" && slot._ref == ^.none]._id
  }{..., "banners": *[_type == "banner" && _id in ^.placements[].banner._ref]{tag}}`
  const params = { now: '2026-01-01T00:00:00.000Z' }
  const { result, tags } = await answer(prepare(query, params), {
    view: makeView('published', documents),
    now: new Date(0),
    identity: '',
  })
  expect(result).toEqual(toJS(evaluateSync(parseQuery(query, params), { dataset: documents })))
  expect(result).toMatchObject([
    { _id: 'slot-b', placements: [{ _id: 'q-1' }], nowhere: ['q-2', 'q-3'], banners: [{ tag: '1' }] },
    { _id: 'slot-a', placements: [{ _id: 'p-3' }, { _id: 'r-9' }], banners: [{ tag: '3' }] },
  ])
  expect(tags).toEqual([
    'doc:banner-1',
    'doc:banner-3',
    'doc:banner-9',
    'key:placement.slot=slot-a',
    'key:placement.slot=slot-b',
    'type:placement', // what refers to nothing is not looked up
    'type:slot',
  ])
})
