import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrast } from '#lib/text/contrast.ts'

const sheet = readFileSync(new URL('./tokens.module.css', import.meta.url), 'utf8')
/** The two values of a colour, in the light and in the dark. */
const colour = (name: string): [string, string] => {
  const [, light, dark] = new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(sheet) ?? []
  if (!light || !dark) throw new Error(`--${name} is not in the tokens`)
  return [light, dark]
}

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  expect(contrast('#123456', '#123456')).toBe(1)
})

// A banner has no colours of its own, so that nobody can publish one that can't be read: these are all that it is drawn in.
test.each([
  ['sand-ink', 'sand'],
  ['sand-ink-2', 'sand'],
  ['ink', 'paper'],
  ['ink-2', 'paper'],
  ['ink-2', 'mist'],
  ['lake', 'paper'],
])('%s on %s can be read in the light and in the dark', (text, ground) => {
  for (const mode of [0, 1] as const)
    expect(contrast(colour(text)[mode], colour(ground)[mode])).toBeGreaterThanOrEqual(4.5)
})
