import { describe, expect, test } from 'vitest'
import { briefProblem, textWidth } from './text-width.ts'

describe('textWidth', () => {
  test.each([
    ['', 0],
    ['湖畔', 2],
    ['BTCC', 2],
    ['領取 17,500 USDT', 2 + 12 / 2],
    ['，。「」（）', 6],
    ['ＡＢ１', 3],
    ['……', 2],
    ['👨‍👩‍👧', 1], // one sign to the eye, five code points
    ['e\u0301', 0.5], // a letter and a combining accent
  ])('%s is %d wide', (text, width) => {
    expect(textWidth(text)).toBe(width)
  })
})

describe('briefProblem', () => {
  test('takes exactly 18 full-width characters and refuses half a character more', () => {
    expect(briefProblem('湖'.repeat(18))).toBe(true)
    expect(briefProblem('湖'.repeat(17) + 'ab')).toBe(true)
    expect(briefProblem('湖'.repeat(18) + 'a')).toContain('18.5')
  })
  test('leaves an empty brief alone', () => {
    expect(briefProblem(undefined)).toBe(true)
  })
})
