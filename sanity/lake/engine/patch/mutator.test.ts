import { makePatches, stringifyPatches } from '@sanity/diff-match-patch'
import { Mutation } from '@sanity/mutator'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isObject, isSame } from '../json.ts'
import { applyPatch } from './apply.ts'
import { createMeter } from './limits.ts'

// The Studio applies its patches in the browser with @sanity/mutator, before the lake answers. On paths that both know the two must
// agree, or the text under an editor's hands would jump.
const inTheStudio = (document: unknown, patch: object): unknown =>
  new Mutation({ mutations: [{ patch: { id: 'd', ...patch } }] }).apply(structuredClone(document) as never)
const inTheLake = (document: unknown, patch: object): unknown =>
  applyPatch(structuredClone(document) as never, patch, createMeter())

/** What an operation does, or that it fails. */
const outcome = (apply: typeof inTheLake, document: unknown, patch: object): unknown => {
  try {
    return apply(document, patch)
  } catch {
    return 'refused'
  }
}

const name = fc.constantFrom('a', 'b', 'c')
const key = fc.constantFrom('k1', 'k2', 'k3')
const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '字', '𠮷', 'é'), maxLength: 20 })
const plain = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) }, text, fc.boolean(), fc.constant(null))

const {
  value: anyValue,
  object: anObject,
  list: aList,
} = fc.letrec<{ value: unknown; object: object; list: unknown[] }>((tie) => ({
  value: fc.oneof({ depthSize: 'medium', maxDepth: 4 }, plain, tie('object'), tie('list')),
  object: fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  list: fc.oneof(
    fc.array(plain, { maxLength: 4 }),
    fc
      .uniqueArray(key, { maxLength: 3 })
      .chain((keys) => fc.tuple(...keys.map((_key) => tie('object').map((fields) => ({ _key, ...fields }))))),
  ),
}))
const aDocument = fc
  .record({ a: aList, b: anObject, c: fc.oneof(fc.integer(), aList, anyValue) }, { requiredKeys: ['a'] })
  .map((fields) => ({ _id: 'd', _type: 't', ...fields }))

const FILTERS = ['[a > 0]', '[b == 1]', '[c != 2]', '[a <= 1]', '[@ > 0]', '[@ == 2]']

/** Filters are compared on numbers: the mutator says that true > 0, and that an object is not different from 2. */
const hasNumbers = (item: unknown): boolean => {
  const values = isObject(item)
    ? ['a', 'b', 'c'].map((field) => item[field]).filter((value) => value !== undefined)
    : [item]
  return values.every((value) => typeof value === 'number')
}

/** What may follow in a path for a value: of a list its items and filters, of all else a field. */
const partsFor = (value: unknown): readonly string[] => {
  if (!Array.isArray(value)) return ['.a', '.b', '.c']
  const places = value.flatMap((item, index) => [
    `[${index}]`,
    `[${index - value.length}]`,
    ...(isObject(item) ? [`[_key=="${String(item._key)}"]`] : []),
  ])
  return [...places, '[_key=="gone"]', ...(value.every(hasNumbers) ? FILTERS : [])]
}

const reach = (value: unknown, part: string): unknown => {
  if (part.startsWith('.')) return isObject(value) ? value[part.slice(1)] : undefined
  if (!Array.isArray(value) || FILTERS.includes(part)) return undefined
  const place = Number(part.slice(1, -1))
  return Number.isNaN(place)
    ? value.find((item) => isObject(item) && `[_key=="${String(item._key)}"]` === part)
    : value.at(place)
}

/**
 * A path that leads somewhere in a document, or may. Left out is where the lake knows better on purpose and the Studio never goes: a
 * name asked of a list (there each of its objects is meant), an item that is not there (the mutator appends, or makes an object of it).
 */
const pathIn = (document: unknown, choices: readonly number[]): { path: string; value: unknown } => {
  let value = document
  let path = ''
  for (const choice of choices) {
    const parts = partsFor(value)
    const part = parts[choice % parts.length] ?? ''
    path += part
    value = reach(value, part)
    if (part.startsWith('[') && value === undefined) break
  }
  return { path: path.slice(1), value }
}

const someChoices = fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 })
type Drawn = { path: string; value: unknown; drawn: unknown }

/**
 * Draws patches and compares them.
 * @returns how many of them changed the document, for those without effect prove little.
 */
const compared = (patchOf: (of: Drawn) => object | null, drawn: fc.Arbitrary<unknown> = anyValue): number => {
  let changed = 0
  fc.assert(
    fc.property(aDocument, someChoices, drawn, (document, choices, more) => {
      const patch = patchOf({ ...pathIn(document, choices), drawn: more })
      if (patch === null) return
      const expected = outcome(inTheStudio, document, patch)
      expect(outcome(inTheLake, document, patch), JSON.stringify(patch)).toEqual(expected)
      if (expected !== 'refused' && !isSame(expected, document)) changed += 1
    }),
    { numRuns: 500, seed: 7 },
  )
  return changed
}

test('set', () => expect(compared(({ path, drawn }) => ({ set: { [path]: drawn } }))).toBeGreaterThan(25))

test('setIfMissing', () =>
  expect(compared(({ path, drawn }) => ({ setIfMissing: { [path]: drawn } }))).toBeGreaterThan(25))

test('setIfMissing comes before set', () => {
  const operation = ({ path, value, drawn }: Drawn) =>
    Array.isArray(value) ? null : { set: { [`${path}.b`]: 1 }, setIfMissing: { [path]: drawn } }
  expect(compared(operation, fc.constantFrom({}, { b: 2 }, { c: 3 }))).toBeGreaterThan(25)
})

test('unset', () => expect(compared(({ path }) => ({ unset: [path] }))).toBeGreaterThan(25))

test('inc and dec', () =>
  expect(
    compared(({ path, drawn }) => ({ inc: { [path]: drawn }, dec: { [path]: 2 } }), fc.integer({ min: -5, max: 5 })),
  ).toBeGreaterThan(25))

test.each(['before', 'after', 'replace'])('insert %s', (how) => {
  const operation = ({ path, drawn: items }: Drawn) => (path.endsWith(']') ? { insert: { [how]: path, items } } : null)
  expect(compared(operation, fc.array(plain, { minLength: 1, maxLength: 2 }))).toBeGreaterThan(25)
})

test('an item is appended and prepended as the client does it, to an empty list too', () => {
  for (const a of [[], ['x'], ['x', 'y']]) {
    for (const insert of [
      { after: 'a[-1]', items: [1, 2] },
      { before: 'a[0]', items: [1, 2] },
    ]) {
      const document = { _id: 'd', _type: 't', a }
      expect(inTheLake(document, { insert })).toEqual(inTheStudio(document, { insert }))
    }
  }
})

test('diffMatchPatch of a text that is the same or has been changed by somebody else', () => {
  fc.assert(
    fc.property(text, text, text, (from, to, other) => {
      const patch = { diffMatchPatch: { 'a[_key=="k1"].b': stringifyPatches(makePatches(from, to)) } }
      for (const b of [from, from + other, other]) {
        const document = { _id: 'd', _type: 't', a: [{ _key: 'k1', b }] }
        expect(inTheLake(document, patch)).toEqual(inTheStudio(document, patch))
      }
    }),
    { numRuns: 300, seed: 7 },
  )
})
