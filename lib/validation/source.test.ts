import { expect, test } from 'vitest'
import { isSourceBegun } from './source.ts'

test('a source is begun by any of its parts, not by an empty object or an unticked box', () => {
  expect([undefined, {}, { name: ' ' }, { isCanonical: false }].map(isSourceBegun)).toEqual([
    false,
    false,
    false,
    false,
  ])
  expect([{ name: '來源' }, { url: 'https://example.com' }, { isCanonical: true }].map(isSourceBegun)).toEqual([
    true,
    true,
    true,
  ])
})
