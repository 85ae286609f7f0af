import { LakeError } from '../engine/types.ts'

export type Workplace = {
  /** Does the work as soon as there is a free place. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing is being done any more. New work is refused from now on. */
  close(): Promise<void>
}

/**
 * Lets `places` pieces of work go on at once and `mostWaiting` wait; further ones are refused with LakeError 503.
 * Decoding pictures takes memory and processors: without a bound, a page full of them would stop the site.
 */
export function createWorkplace(places: number, mostWaiting: number): Workplace {
  const waiting: (() => void)[] = []
  const underway = new Set<Promise<unknown>>()
  let busy = 0
  let closed = false

  async function take<T>(work: () => Promise<T>): Promise<T> {
    if (busy < places) busy += 1
    else {
      if (waiting.length >= mostWaiting) throw overloaded()
      await new Promise<void>((resolve) => waiting.push(resolve)) // whoever is done hands the place over
    }
    try {
      if (closed) throw overloaded()
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy -= 1
    }
  }

  return {
    inTurn(work) {
      if (closed) return Promise.reject(overloaded())
      const result = take(work).finally(() => underway.delete(result))
      underway.add(result)
      return result
    },
    async close() {
      closed = true
      await Promise.allSettled(underway)
    },
  }
}

function overloaded(): LakeError {
  return new LakeError(503, { type: 'httpServiceUnavailable', description: 'Too many pictures are being made. Try again in a moment.' })
}
