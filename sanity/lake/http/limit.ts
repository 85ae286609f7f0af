import { LRUCache } from 'lru-cache'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from '../auth/client-address.ts'
import { LakeError } from '../engine/types.ts'

/** How often one address may do a thing within so many seconds. The seconds begin with the first time. */
export type Allowance = { most: number; seconds: number }

export type Limits = {
  /** What strangers and sessions ask of the private part of the lake. */
  questions: Allowance
  /** Pictures that have to be made for strangers. */
  pictures: Allowance
}

/**
 * Found by counting what passes in a browser. A Studio asks 16 times when it opens and 27 to 34 times when it shows an article,
 * within ten seconds; 67 were the most seen. 1,000 let thirty editors behind one address open an article at once.
 * A page of 20 pictures in 6 widths is 120 pictures at once; 150 leave 50 of the 200 waiting places to everybody else.
 */
export const defaultLimits: Limits = {
  questions: { most: 1_000, seconds: 10 },
  pictures: { most: 150, seconds: 60 },
}

/** Counts once for this address. Throws LakeError 429, which says when to come back, when that was once too often. */
export type Limit = (address: string) => Promise<void>

/** Addresses that are remembered; beyond them the one not seen for longest is forgotten, or a stranger with a large network could fill the memory. */
const mostAddresses = 10_000

/** `sentence` tells the caller what there is too much of. */
export function createLimit({ most, seconds }: Allowance, sentence: string): Limit {
  const counts = new RateLimiterMemory({ points: most, duration: seconds })
  const remembered = new LRUCache<string, true>({ max: mostAddresses, dispose: (_, key) => void counts.delete(key) })
  return async (address) => {
    const key = networkOf(address)
    remembered.set(key, true)
    try {
      await counts.consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw new LakeError(429, {
        type: 'tooManyRequests',
        description: sentence,
        retryAfter: Math.ceil(refusal.msBeforeNext / 1000),
      })
    }
  }
}
