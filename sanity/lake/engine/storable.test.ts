import { describe, expect, test } from 'vitest'
import { storable } from './storable.ts'

describe('halves of characters', () => {
  test('become U+FFFD in texts and names, wherever they stand', () => {
    const value = { a: 'x\ud842', list: ['\udfb7y', { 'k\ud800': '𠮷' }], whole: '𠮷' }
    expect(storable(value, 'it')).toEqual({ a: 'x\ufffd', list: ['\ufffdy', { 'k\ufffd': '𠮷' }], whole: '𠮷' })
    expect(value.a, 'what was given is not changed').toBe('x\ud842')
  })

  test('what is whole stays the same object', () => {
    const good = { deep: [{ t: '字' }] }
    const mixed = storable({ good, bad: '\ud800' }, 'it')
    expect(mixed.good).toBe(good)
    expect(storable(good, 'it')).toBe(good)
  })
})

test('numbers that JSON has no form for are refused, all others kept', () => {
  expect(() => storable({ a: { price: JSON.parse('1e400') } }, 'mutations[2]')).toThrow(
    'mutations[2]: the number at "price" is too great to be stored',
  )
  expect(() => storable([Number.NaN], 'it')).toThrow('too great')
  const numbers = [0, -0, 1e308, -1e308, 5e-324]
  expect(storable(numbers, 'it')).toBe(numbers)
})

test('a value nested deeper than any document is refused, not walked to its end', () => {
  let deep: unknown = 1
  for (let level = 0; level < 100_000; level += 1) deep = [deep]
  expect(() => storable(deep, 'mutations[0]')).toThrow(
    'mutations[0]: a value is nested deeper than 30 levels; documents may have 20',
  )
})
