import { createFairQueue, QueueRefusedError, type FairQueue } from '#sanity/lake/work/fair-queue.ts'
import { patientTimeout } from '../patient-timeout.ts'

/**
 * What a place is wanted for. Each has its own share of an address's waiting places, so that a flood of one leaves the others free.
 * `known`: a page that is known to exist. `unknown`: any other path. `application`: what is no reader page: the Studio, the doors of draft mode, previews.
 */
export type Share = 'known' | 'unknown' | 'application'

/** Who asks. */
export type Asker = {
  /** The network of the address. Everybody behind a proxy that is not declared is one owner. */
  owner: string
  /** Fires when the client has left. */
  signal?: AbortSignal | undefined
}

export const nobodyInParticular: Asker = { owner: '' }

/** Milliseconds that an asker waits for a place. */
const patience = { known: 2_000, unknown: 2_000, application: 5_000 }

/**
 * The one queue before Next: nothing but the files of the build reaches it without a place. A request that waits costs about a kilobyte and
 * slows down anyone who sends many; a refusal at once would only be asked again at once.
 * @param stagger milliseconds, as in `createFairQueue`. With a lake in the process, making a page is work for one thread almost without a pause.
 */
export const createPageQueue = ({ stagger = 0 }: { stagger?: number } = {}): FairQueue =>
  createFairQueue({ places: 4, placesPerOwner: 3, mostWaiting: 5_000, mostWaitingPerOwner: 1_000, stagger })

/**
 * Waits for a place. Pages that are known go first.
 * @returns the function that gives the place back; undefined when none came up in time, the share is full, or the client has left.
 */
export async function takePlace(
  queue: FairQueue,
  share: Share,
  { owner, signal }: Asker,
): Promise<(() => void) | undefined> {
  const late = new AbortController()
  const timeout = patientTimeout(patience[share], () => late.abort())
  const end = signal ? AbortSignal.any([signal, late.signal]) : late.signal
  try {
    return await queue.enter({ owner: `${share} ${owner}`, signal: end, isUrgent: share === 'known' })
  } catch (error) {
    if (end.aborted || error instanceof QueueRefusedError) return undefined
    throw error
  } finally {
    timeout.cancel()
  }
}
