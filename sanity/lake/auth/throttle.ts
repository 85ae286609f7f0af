export type Throttle = {
  /** Whether this address may try again at this instant (milliseconds). */
  mayTry(address: string, now: number): boolean
  /** Notes one failure. */
  failed(address: string, now: number): void
}

const remembered = 10_000

/** Lets an address fail `most` times within `within` milliseconds. Keeps a bounded number of addresses in memory. */
export function createThrottle(most: number, within: number): Throttle {
  const failures = new Map<string, number[]>()
  const recent = (address: string, now: number) => (failures.get(address) ?? []).filter((at) => now - at < within)
  return {
    mayTry: (address, now) => recent(address, now).length < most,
    failed(address, now) {
      const list = [...recent(address, now), now]
      failures.delete(address)
      failures.set(address, list)
      const oldest = failures.keys().next()
      if (failures.size > remembered && !oldest.done) failures.delete(oldest.value)
    },
  }
}
