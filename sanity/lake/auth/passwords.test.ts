import { scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { isPassword, isPasswordOf, keepPassword, newPassword } from './passwords.ts'

test.each([
  ['十二個字的密碼就夠長了呀', true],
  ['一二三四五六七八九十一', false],
  ['🌊'.repeat(11), false],
  ['a lake at night', true],
  ['            ', true],
  ['x'.repeat(201), false],
  ['', false],
])('%s may be a password: %s', (text, expected) => {
  expect(isPassword(text)).toBe(expected)
})

test('a kept password is known again, in every form of Unicode, and no other is', async () => {
  const kept = await keepPassword('café at the lake')
  expect(JSON.stringify(kept)).not.toContain('lake')
  expect(await isPasswordOf(kept, 'cafe\u0301 at the lake')).toBe(true)
  expect(await isPasswordOf(kept, 'café at the lake ')).toBe(false)
  expect((await keepPassword('café at the lake')).hash).not.toBe(kept.hash)
})

test('who has no password has none that fits', async () => {
  expect(await isPasswordOf(undefined, '')).toBe(false)
})

test('one that was kept at another cost is still known', async () => {
  const cost = { cost: 1024, blockSize: 4, parallelization: 1 }
  const hash = scryptSync('from long ago', 'salt', 32, {
    N: cost.cost,
    r: cost.blockSize,
    p: cost.parallelization,
  }).toString('base64url')
  expect(await isPasswordOf({ salt: 'salt', hash, ...cost }, 'from long ago')).toBe(true)
})

test('a new password may be one, and is never the same', () => {
  const made = Array.from({ length: 100 }, newPassword)
  expect(new Set(made).size).toBe(100)
  expect(made.every(isPassword)).toBe(true)
})
