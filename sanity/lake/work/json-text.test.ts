import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTooDeep, readJsonText } from './json-text.ts'

const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

test('the depth of a JSON text is that of its value, whatever its strings hold', () => {
  const text = fc.string({ unit: fc.constantFrom('[', '{', ']', '}', '"', '\\', 'a', '字') })
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 6 },
      text,
      fc.integer(),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(text, tie('json'), { maxKeys: 4 }),
    ),
  }))
  fc.assert(
    fc.property(json, fc.integer({ min: 0, max: 8 }), (value, most) => {
      expect(isTooDeep(JSON.stringify(value), most)).toBe(depthOf(value) > most)
    }),
    { numRuns: 500 },
  )
})

test('a text of a million brackets is refused without being parsed', () => {
  expect(readJsonText('['.repeat(1_000_000) + ']'.repeat(1_000_000))).toBeUndefined()
  expect(readJsonText(`${'['.repeat(100)}1${']'.repeat(100)}`)).toBeInstanceOf(Array)
  expect(readJsonText('{')).toBeUndefined()
})
