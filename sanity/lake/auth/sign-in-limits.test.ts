import { expect, test } from 'vitest'
import { createSignInLimits } from './sign-in-limits.ts'

const quarterHour = 900

test('ten tries of one address, then it waits for the rest of a quarter of an hour; another address does not', async () => {
  const limits = createSignInLimits()
  const tries = await Promise.all(Array.from({ length: 11 }, () => limits.take('9.9.9.9')))
  expect(tries.filter((wait) => wait === 0)).toHaveLength(10)
  expect(tries.at(-1)).toBeGreaterThan(quarterHour - 60)
  expect(tries.at(-1)).toBeLessThanOrEqual(quarterHour)
  expect(await limits.take('9.9.9.8')).toBe(0)
})

test('what was right is not counted', async () => {
  const limits = createSignInLimits()
  for (let index = 0; index < 40; index += 1) {
    expect(await limits.take('9.9.9.9', '丁')).toBe(0)
    await limits.giveBack('9.9.9.9', '丁')
  }
})

test('thirty tries under one name, however it is written and from wherever', async () => {
  const limits = createSignInLimits()
  const spellings = ['Wang Hu', 'ｗａｎｇ hu', ' WANG HU ']
  const tries = await Promise.all(
    Array.from({ length: 31 }, (_, index) => limits.take(`9.9.9.${index}`, spellings[index % 3])),
  )
  expect(tries.filter((wait) => wait > 0)).toHaveLength(1)
  expect(await limits.take('8.8.8.8', '別人')).toBe(0)
  expect(await limits.take('8.8.8.8')).toBe(0) // a link has no name
})

test.each([
  ['2001:db8:1:2::1', '2001:DB8:1:2:ffff:1:2:3', true],
  ['2001:db8::1', '2001:db8:0:0:7::', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['::1', '::2', true],
])('one network of IPv6 is one household: %s and %s', async (one, other, isSame) => {
  const limits = createSignInLimits()
  for (let index = 0; index < 10; index += 1) await limits.take(one)
  expect((await limits.take(other)) > 0).toBe(isSame)
})

test('where somebody has come in, tries from elsewhere under that name don’t keep them out; their own do', async () => {
  const limits = createSignInLimits()
  limits.remember('7.7.7.7', 'Wang Hu')
  for (let index = 0; index < 40; index += 1) await limits.take(`9.9.9.${index}`, 'Wang Hu')
  expect(await limits.take('8.8.8.8', 'Wang Hu')).toBeGreaterThan(0)
  expect(await limits.take('7.7.7.7', 'ＷＡＮＧ hu')).toBe(0)
  expect([
    limits.isKnown('7.7.7.7', 'wang hu'),
    limits.isKnown('8.8.8.8', 'wang hu'),
    limits.isKnown('7.7.7.7', '別人'),
  ]).toEqual([true, false, false])
  for (let index = 0; index < 9; index += 1) await limits.take('7.7.7.7', 'wang hu')
  expect(await limits.take('7.7.7.7', 'wang hu')).toBeGreaterThan(0)
})
