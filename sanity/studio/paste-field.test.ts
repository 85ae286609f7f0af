import { expect, test } from 'vitest'
import { isFilled } from './paste-field.ts'

test.each([
  ['nothing', undefined, false],
  ['null', null, false],
  ['an empty text', '', false],
  ['an empty list', [], false],
  ['an object of which only the kind is known', { _type: 'destination', _key: 'k' }, false],
  ['an object of empty fields', { _type: 'destination', links: [] }, false],
  ['a text', '湖', true],
  ['no', false, true],
  ['zero', 0, true],
  ['a list', [{ _type: 'link', _key: 'a' }], true],
  ['a reference', { _type: 'reference', _ref: 'a' }, true],
])('%s', (_, value, expected) => {
  expect(isFilled(value)).toBe(expected)
})
