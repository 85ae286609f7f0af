export type PatientTimeout = {
  /** Begins to count from the start. */
  restart: () => void
  cancel: () => void
}

/** Milliseconds. A process that stands still, paused or with its machine asleep, counts at most this much of it. */
const slice = 1_000

/**
 * Calls `onTimeout` after so many milliseconds in which this process ran. A timer of Node's also counts the time in which the process stood
 * still, and fires before anybody had a chance to answer: here time is counted in slices, each no longer than it was set for.
 */
export function patientTimeout(milliseconds: number, onTimeout: () => void): PatientTimeout {
  let timer: NodeJS.Timeout | undefined
  const count = (left: number) => {
    const part = Math.min(left, slice)
    timer = setTimeout(() => (left > part ? count(left - part) : onTimeout()), part)
  }
  const cancel = () => clearTimeout(timer)
  count(milliseconds)
  return {
    restart: () => {
      cancel()
      count(milliseconds)
    },
    cancel,
  }
}
