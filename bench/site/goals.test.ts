import { expect, test } from 'vitest'
import { latencyOf, percentile, spreadOf } from './figures.ts'
import { goalsOf } from './goals.ts'

test('percentiles are values that were measured; of nothing there are none', () => {
  expect(percentile([4, 1, 3, 2], 0.5)).toBe(2)
  expect(latencyOf(Array.from({ length: 100 }, (_, at) => at + 1))).toEqual({
    count: 100,
    p50: 50,
    p95: 95,
    p99: 99,
    max: 100,
  })
  expect(spreadOf([5, 9, 7])).toEqual({ median: 7, min: 5, max: 9 })
  expect(() => percentile([], 0.5)).toThrow('nothing')
})

test('a goal is met or missed by its figure, and a part that was not measured has none', () => {
  const freshness = {
    rate: 1000,
    edits: 50,
    answers: 20_000,
    failed: 0,
    older: { banner: 1 },
    olderInAll: 1,
    fresh: latencyOf([20, 90]),
    latency: latencyOf([1]),
  }
  expect(goalsOf({}).length).toBe(0)
  expect(goalsOf({ freshness }).map(({ met }) => met)).toEqual([false, true, true])
  expect(
    goalsOf({ freshness: { ...freshness, olderInAll: 0, fresh: latencyOf([101]) } }).map(({ met }) => met),
  ).toEqual([true, true, false])
})
