import { expect, test } from 'vitest'
import { createHashing } from './hashing.ts'

/** Takes a place and keeps it until told. */
function hold(hashing: ReturnType<typeof createHashing>, from: string, isExpected = false) {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { done: hashing.run({ from, isExpected }, () => promise), release: resolve }
}

test('two are hashed at once; one place may have ten waiting, and is told so in words of its own', async () => {
  const hashing = createHashing()
  const held = Array.from({ length: 12 }, () => hold(hashing, 'a'))
  await expect(hashing.run({ from: 'a', isExpected: false }, async () => 1)).rejects.toMatchObject({
    status: 503,
    detail: { description: expect.stringContaining('passwords') },
  })
  const other = hashing.run({ from: 'b', isExpected: false }, async () => 'b')
  held[0]?.release()
  held[1]?.release()
  held[2]?.release()
  expect(await other).toBe('b')
  for (const { release } of held) release()
  await Promise.all(held.map(({ done }) => done))
  await hashing.close()
})

test('who is expected goes before strangers, however many addresses they have', async () => {
  const hashing = createHashing()
  const order: string[] = []
  const held = [hold(hashing, 'x'), hold(hashing, 'y')]
  const strangers = Array.from({ length: 40 }, (_, index) =>
    hashing.run({ from: `stranger ${index}`, isExpected: false }, async () => void order.push('stranger')),
  )
  const known = hashing.run({ from: 'office', isExpected: true }, async () => void order.push('known'))
  held[0]?.release()
  await known
  expect(order.filter((name) => name === 'stranger').length).toBeLessThanOrEqual(1)
  held[1]?.release()
  await Promise.all([...strangers, ...held.map(({ done }) => done)])
  expect(order).toHaveLength(41)
  await hashing.close()
})
