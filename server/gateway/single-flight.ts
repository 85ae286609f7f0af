/** A piece of work that all share who ask for it before it is done. */
export type SingleFlight<T> = {
  /**
   * Waits for a place, and begins the work unless somebody else who waits had a place first: the work goes by the best place of all who ask.
   * `takePlace` waits until it has one, gives up, or the signal fires because the work has begun.
   * @returns what the work gave; `busy` when this asker found no place before it began.
   */
  join: (takePlace: (begun: AbortSignal) => Promise<(() => void) | undefined>) => Promise<T | 'busy'>
}

/** @param over called once: the work is done, or everybody who asked for it has left before it began. */
export function createSingleFlight<T>(work: () => Promise<T>, over: () => void): SingleFlight<T> {
  const begun = new AbortController()
  const result = Promise.withResolvers<T>()
  let asking = 0

  const begin = (leavePlace: () => void) => {
    begun.abort()
    void work()
      .finally(() => {
        leavePlace()
        over()
      })
      .then(result.resolve, result.reject)
  }

  return {
    async join(takePlace) {
      asking += 1
      const leavePlace = begun.signal.aborted ? undefined : await takePlace(begun.signal)
      asking -= 1
      if (begun.signal.aborted) leavePlace?.()
      else if (leavePlace) begin(leavePlace)
      else {
        if (asking === 0) over()
        return 'busy'
      }
      return result.promise
    },
  }
}
