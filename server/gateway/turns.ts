/** Few may work at once; the others wait their turn, and not for long. */
export type Turns = {
  /** Resolves to the way to give the turn back, or to undefined when none came up in time. */
  take: () => Promise<(() => void) | undefined>
}

/** `most` at once; `patience` in milliseconds. */
export function createTurns(most: number, patience: number): Turns {
  let taken = 0
  const waiting = new Set<() => void>()
  const giveBack = () => {
    const [next] = waiting
    if (next) next()
    else taken -= 1
  }
  const take = () =>
    new Promise<(() => void) | undefined>((resolve) => {
      if (taken < most) {
        taken += 1
        return resolve(giveBack)
      }
      const come = () => {
        clearTimeout(timer)
        waiting.delete(come)
        resolve(giveBack)
      }
      const timer = setTimeout(() => {
        waiting.delete(come)
        resolve(undefined)
      }, patience)
      waiting.add(come)
    })
  return { take }
}
