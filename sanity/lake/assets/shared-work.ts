import type { FairQueue, QueueEntry } from '../work/fair-queue.ts'

/** Somebody's wish for a result that others may wish for at the same time. `signal` fires when they leave. */
export type Wish = QueueEntry & { signal: AbortSignal }

type Job<T> = { wanted: number; begun: AbortController; given: AbortController; result: PromiseWithResolvers<T> }

/**
 * Makes work under one key happen once at a time. All who want it wait in the queue under their own name, so nobody waits behind another's
 * pile of wishes; the first who gets a place does the work for all.
 * @returns a function that resolves with the result, and rejects with what `work` throws, with QueueRefusedError, or with the reason of the
 * wish's signal. The signal given to `work` fires when the last who wanted the result has left.
 */
export function createSharedWork<T>(
  queue: FairQueue,
): (key: string, wish: Wish, work: (signal: AbortSignal) => Promise<T>) => Promise<T> {
  const jobs = new Map<string, Job<T>>()

  const open = (key: string): Job<T> => {
    const job = {
      wanted: 0,
      begun: new AbortController(),
      given: new AbortController(),
      result: Promise.withResolvers<T>(),
    }
    job.result.promise.catch(() => {}) // all who wanted it may have left
    jobs.set(key, job)
    return job
  }

  const close = (key: string, job: Job<T>) => {
    if (jobs.get(key) === job) jobs.delete(key)
  }

  return async (key, wish, work) => {
    const job = jobs.get(key) ?? open(key)
    job.wanted += 1
    try {
      await begin(key, job, wish, work)
      return await whileWanted(job.result.promise, wish.signal)
    } finally {
      job.wanted -= 1
      if (job.wanted === 0) {
        close(key, job) // who comes now begins again
        job.given.abort(new Error('Nobody wants it any more.'))
      }
    }
  }

  async function begin(key: string, job: Job<T>, wish: Wish, work: (signal: AbortSignal) => Promise<T>): Promise<void> {
    if (job.begun.signal.aborted) return
    const leavePlace = await placeFor(job, wish)
    if (leavePlace === null) return
    if (job.begun.signal.aborted) return leavePlace()
    job.begun.abort()
    void work(job.given.signal)
      .then(job.result.resolve, job.result.reject)
      .finally(() => {
        close(key, job)
        leavePlace()
      })
  }

  /** `null` when another has begun the work meanwhile. */
  async function placeFor(job: Job<T>, wish: Wish): Promise<(() => void) | null> {
    try {
      return await queue.enter({ ...wish, signal: AbortSignal.any([wish.signal, job.begun.signal]) })
    } catch (error) {
      if (job.begun.signal.aborted && !wish.signal.aborted) return null
      throw error
    }
  }
}

/** The result, or the signal's reason as soon as it fires. */
function whileWanted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason)
    if (signal.aborted) return leave()
    signal.addEventListener('abort', leave, { once: true })
    void result.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  })
}
