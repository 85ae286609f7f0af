import { LakeError } from '../engine/types.ts'
import { createFairQueue, QueueRefusedError } from '../work/fair-queue.ts'

/** For whom a password is hashed. */
export type Asker = {
  /** The network of an address: see `networkOf`. */
  from: string
  /** Somebody whom we have reason to expect: a person where that person has come in before, or with a one-time link. They go first. */
  isExpected: boolean
  /** Fires when the asker has left. */
  signal?: AbortSignal
}

/** The person who has the data folder. */
export const commandLine: Asker = { from: 'command line', isExpected: true }

/** Passwords are hashed on threads that files are read on too: two at once leave those room. */
const hashesAtOnce = 2
const mostWaiting = 50
/** An office may sign in together in the morning; one machine must not fill the queue. */
const mostWaitingFromOnePlace = 10
/** Milliseconds. Who waits longer is told to come back, rather than kept while strangers keep the two places busy. */
const patience = 30_000

/** Lets passwords be hashed a few at a time. Each asker gets its share: somebody who asks for a hundred does not keep others waiting for them. */
export function createHashing(): { run<T>(asker: Asker, work: () => Promise<T>): Promise<T>; close(): Promise<void> } {
  const queue = createFairQueue({ places: hashesAtOnce, mostWaiting, mostWaitingPerOwner: mostWaitingFromOnePlace })
  return {
    async run({ from, isExpected, signal }, work) {
      try {
        return await queue.run({ owner: from, isUrgent: isExpected, patience, signal }, work)
      } catch (error) {
        if (error instanceof QueueRefusedError) throw busy()
        throw error
      }
    },
    close: () => queue.close(),
  }
}

function busy(): LakeError {
  return new LakeError(503, {
    type: 'httpServiceUnavailable',
    description: 'Too many passwords are being checked. Try again in a few seconds.',
    retryAfter: 5,
  })
}
