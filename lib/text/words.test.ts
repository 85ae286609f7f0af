import { expect, test } from 'vitest'
import { hasWords, wordsOf } from './words.ts'

test.each([
  '',
  ' ',
  '\u3000',
  '\n',
  '\u200b',
  '\u200b\u2060\ufeff',
  '\u202e\u2066',
  '\u0000\u0007',
  '\u00ad',
  '\u034f',
  '\u3164',
  '\u2800',
  '\ud842',
  '\ufe0f',
  '\u{e0001}',
  null,
  undefined,
])('%j has nothing to read', (text) => {
  expect([hasWords(text), wordsOf(text)]).toEqual([false, null])
})

test.each(['湖', 'a', '0', '？', '🦊', '𠮷', '\u200b湖', '\u202e!', 'ー'])('%j has', (text) => {
  expect(hasWords(text)).toBe(true)
})

test('words come without the white space around them', () => {
  expect(wordsOf(' 湖 畔\n')).toBe('湖 畔')
})
