/** So many at once, and this many a second on the average. */
export type Allowance = { most: number; perSecond: number }

/** A token bucket: each call answers whether there was a token left, and takes it. `now` is a clock in milliseconds. */
export function createTokenBucket({ most, perSecond }: Allowance, now: () => number): () => boolean {
  let tokens = most
  let at = now()
  return () => {
    const later = now()
    tokens = Math.min(most, tokens + ((later - at) / 1000) * perSecond)
    at = later
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
