import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { networkOf } from './client-address.ts'

export type SignInLimits = {
  /** Counts one try before it is known how it ends, so that tries at once are counted too. Answers the seconds to wait, 0 when it may be made. */
  take(address: string, name?: string): Promise<number>
  /** The try did not fail: it is not counted. */
  giveBack(address: string, name?: string): Promise<void>
  /** Somebody of this name came in from here. Tries from elsewhere can't keep that person out here any more. */
  remember(address: string, name: string): void
  /** Whether somebody of this name has come in from here. */
  isKnown(address: string, name: string): boolean
}

const quarterHour = 15 * 60
/** Links and passwords together. */
const failuresOfAddress = 10
/** From wherever they come, but for places where that person has come in. Who is locked out elsewhere by a stranger still has the one-time link. */
const failuresOfName = 30
/** Places that are remembered, each with a name; the one not used for longest is forgotten. */
const mostPlaces = 10_000

/** How often signing in may fail within a quarter of an hour. Kept in memory; the library counts by the machine's own clock. */
export function createSignInLimits(): SignInLimits {
  const addresses = new RateLimiterMemory({ points: failuresOfAddress, duration: quarterHour, keyPrefix: 'address' })
  const names = new RateLimiterMemory({ points: failuresOfName, duration: quarterHour, keyPrefix: 'name' })
  const places = new LRUCache<string, true>({ max: mostPlaces })
  const placeOf = (address: string, name: string) => `${keyOf(name)} ${networkOf(address)}`
  const isKnown = (address: string, name: string) => places.get(placeOf(address, name)) === true
  return {
    async take(address, name) {
      const wait = await consume(addresses, networkOf(address))
      if (wait > 0 || name === undefined) return wait
      const waitOfName = await consume(names, keyOf(name))
      return isKnown(address, name) ? 0 : waitOfName
    },
    async giveBack(address, name) {
      await addresses.reward(networkOf(address))
      if (name !== undefined) await names.reward(keyOf(name))
    },
    remember: (address, name) => void places.set(placeOf(address, name), true),
    isKnown,
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
