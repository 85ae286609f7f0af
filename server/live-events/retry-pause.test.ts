import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryPause } from './retry-pause.ts'

test.each([
  [0, 0, 250],
  [0, 0.5, 375],
  [1, 0, 500],
  [4, 0, 4_000],
  [5, 0, 7_500],
])('after %i failures, with the lot %d: %i ms', (failures, lot, pause) => {
  expect(retryPause(failures, lot)).toBe(pause)
})

test('never less than half the first pause and never more than the longest, however long a lake is away', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, lot) => {
      const pause = retryPause(failures, lot)
      expect(pause).toBeGreaterThanOrEqual(250)
      expect(pause).toBeLessThanOrEqual(15_000)
    }),
  )
})
