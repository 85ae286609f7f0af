import { createHash } from 'node:crypto'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from './client-address.ts'

export type SignInLimits = {
  /** Counts one try before it is known how it ends, so that tries at once are counted too. Answers the seconds to wait, 0 when it may be made. */
  take(address: string, name?: string): Promise<number>
  /** The try was a right one: it is not counted. */
  giveBack(address: string, name?: string): Promise<void>
}

const quarterHour = 15 * 60
/** Links and passwords together. */
const failuresOfAddress = 10
/** From wherever they come. Somebody who is locked out like this by a stranger still has the one-time link. */
const failuresOfName = 30

/** How often signing in may fail within a quarter of an hour. Kept in memory; the library counts by the machine's own clock. */
export function createSignInLimits(): SignInLimits {
  const addresses = new RateLimiterMemory({ points: failuresOfAddress, duration: quarterHour, keyPrefix: 'address' })
  const names = new RateLimiterMemory({ points: failuresOfName, duration: quarterHour, keyPrefix: 'name' })
  return {
    async take(address, name) {
      const wait = await consume(addresses, networkOf(address))
      return wait > 0 || name === undefined ? wait : consume(names, keyOf(name))
    },
    async giveBack(address, name) {
      await addresses.reward(networkOf(address))
      if (name !== undefined) await names.reward(keyOf(name))
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key)
    return 0
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000))
    throw refused
  }
}

/** Names that do not exist are counted like those that do; hashed, so that long ones take no room. */
function keyOf(name: string): string {
  return createHash('sha256').update(name.normalize('NFKC').trim().toLowerCase()).digest('base64url')
}
