/** In milliseconds: after the first failure, and at most. */
const first = 500
const longest = 15_000

/**
 * Milliseconds to wait before the next attempt: doubled with each failure in a row, and the upper half of it by lot, so that sites that lost the same
 * lake do not all come back in the same instant. Takes failures before this one; `lot` in [0, 1).
 */
export function retryPause(failuresBefore: number, lot: number): number {
  const pause = Math.min(longest, first * 2 ** failuresBefore)
  return pause / 2 + (lot * pause) / 2
}
