/** Few may work at once; the others wait their turn, and not for long. */
export type Turns = {
  /** Resolves to the way to give the turn back, or to undefined when none came up in time. */
  take: () => Promise<(() => void) | undefined>
}

/**
 * `most` at once; who waits longer than `patience` has none. Where they share one thread, side by side all are done when the last is: with
 * `apart`, the next begins when one ends, and only behind one that takes longer than that at its side. Both in milliseconds.
 */
export function createTurns({ most, patience, apart = 0 }: { most: number; patience: number; apart?: number }): Turns {
  let taken = 0
  let isTooSoon = false
  let pause: NodeJS.Timeout | undefined
  const waiting = new Set<() => void>()

  const mayBegin = () => taken < most && !isTooSoon

  const callNext = () => {
    const [next] = waiting
    if (next && mayBegin()) next()
  }

  const nowApart = () => {
    clearTimeout(pause)
    isTooSoon = false
    callNext()
  }

  const giveBack = () => {
    taken -= 1
    nowApart()
  }

  const begin = () => {
    taken += 1
    if (apart > 0) {
      isTooSoon = true
      pause = setTimeout(nowApart, apart)
    }
    return giveBack
  }

  const take = () =>
    new Promise<(() => void) | undefined>((resolve) => {
      if (mayBegin()) return resolve(begin())
      const come = () => {
        clearTimeout(timer)
        waiting.delete(come)
        resolve(begin())
      }
      const timer = setTimeout(() => {
        waiting.delete(come)
        resolve(undefined)
      }, patience)
      waiting.add(come)
    })

  return { take }
}
