import { expect, test } from 'vitest'
import { checkDocument, checkSize, fieldNamesOf } from './document-rules.ts'

const check =
  (fields: object, isKnownName: (name: string) => boolean = () => false) =>
  () =>
    checkDocument({ _id: 'a', _type: 't', ...fields }, isKnownName)

test('a document may have 32,000,000 bytes, counted in UTF-8', () => {
  expect(() => checkSize('a', 'x'.repeat(32_000_000))).not.toThrow()
  expect(() => checkSize('a', 'x'.repeat(32_000_001))).toThrow('Document "a" has 32000001 bytes, 32000000 are allowed')
  expect(() => checkSize('a', '字'.repeat(10_666_667))).toThrow('has 32000001 bytes')
})

test('names that the project and the Studio write are good names', () => {
  const names = [
    '_id',
    '_createdAt',
    '_key',
    '_ref',
    '_weak',
    '_strengthenOnPublish',
    '_system',
    '_dataset',
    'x-y',
    '-',
    '0',
    '2026',
    'camelCase',
    '_empty_action_guard_pseudo_field_',
  ]
  expect(check({ within: Object.fromEntries(names.map((name) => [name, 1])) })).not.toThrow()
})

test('other names are refused with where they stand, unless the lake has them already', () => {
  expect(check({ 'a b': 1 })).toThrow('Document "a" has a field named "a b" at its top; names of fields are made of')
  expect(check({ list: [{ deep: { 'a.b': 1 } }] })).toThrow('has a field named "a.b" in list[].deep;')
  const known = fieldNamesOf([{ list: [{ 'a b': { 'c d': 1 } }] }])
  expect(check({ 'a b': [{ 'c d': 1 }] }, (name) => known.has(name))).not.toThrow()
  expect(check({ 'a c': 1 }, (name) => known.has(name))).toThrow('"a c"')
})
