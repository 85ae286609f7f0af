/** Milliseconds between two looks at a deadline. */
const STEP = 500

/**
 * Calls `late` when `ms` milliseconds have passed. Time in which this process stood still (it was stopped, the machine slept) does not count:
 * what waits here for an answer would be given up although its worker had no time to answer.
 * @returns the way to call it off.
 */
export const setDeadline = (ms: number, late: () => void): (() => void) => {
  let left = ms
  let timer: NodeJS.Timeout
  const wait = () => {
    const step = Math.min(left, STEP)
    const begun = performance.now()
    timer = setTimeout(() => {
      if (performance.now() - begun < step + STEP) left -= step
      if (left > 0) wait()
      else late()
    }, step)
  }
  wait()
  return () => clearTimeout(timer)
}
