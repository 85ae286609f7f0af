import { describe, expect, test } from 'vitest'
import { draw, seedOf } from './draw.ts'

type Thing = { id: string; seed: number; weight: number }
const thing = (id: string, weight = 1): Thing => ({ id, seed: seedOf(id), weight })
const DRAWS = 20_000
const drawn = (things: readonly Thing[]) =>
  Array.from({ length: DRAWS }, (_, index) => draw(things, ({ weight }) => weight, index / DRAWS)?.id)
const shares = (ids: readonly (string | undefined)[]) => {
  const counts = new Map<string | undefined, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

describe('a draw', () => {
  const things = [thing('placement-a'), thing('placement-b', 2), thing('placement-c', 3), thing('b0f6', 4)]

  test('is fair: each has its weight’s share of readers, within a fiftieth', () => {
    const counts = shares(drawn(things))
    for (const { id, weight } of things)
      expect(Math.abs((counts.get(id) ?? 0) / DRAWS - weight / 10), id).toBeLessThan(0.02)
    const alike = Array.from({ length: 12 }, (_, index) => thing(`placement-${index}`))
    for (const { id } of alike)
      expect(Math.abs(((shares(drawn(alike)).get(id) ?? 0) * 12) / DRAWS - 1), id).toBeLessThan(0.1)
  })

  test.each(things)(
    'without $id only its own readers see another one, each of the others gaining by its weight',
    ({ id }) => {
      const [before, after] = [drawn(things), drawn(things.filter((each) => each.id !== id))]
      const moved = before.flatMap((winner, index) => (winner === after[index] ? [] : [winner]))
      expect(new Set(moved)).toEqual(new Set([id]))
      expect(moved).toHaveLength(shares(before).get(id) ?? 0)
      const gains = shares(after.filter((_, index) => before[index] === id))
      expect(gains.size).toBe(things.length - 1)
    },
  )

  test('does not depend on the order, and a heavier one only gains', () => {
    const before = drawn(things)
    expect(drawn(things.toReversed())).toEqual(before)
    const after = drawn(things.map((each) => (each.id === 'placement-a' ? { ...each, weight: 5 } : each)))
    expect(new Set(after.filter((winner, index) => winner !== before[index]))).toEqual(new Set(['placement-a']))
  })

  test('falls on nothing that weighs nothing', () => {
    expect(draw([thing('a', 0)], ({ weight }) => weight, 0.5)).toBeNull()
    expect(draw([], () => 1, 0.5)).toBeNull()
    expect(new Set(drawn([thing('a', 0), thing('b')]))).toEqual(new Set(['b']))
  })
})
