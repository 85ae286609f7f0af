import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'

export type Steady = {
  /** Milliseconds from when each question was due to the end of its answer: a server that stalls is charged for all who came meanwhile. */
  times: number[]
  /** Questions that `ask` rejected, in words. */
  failures: string[]
}

/**
 * Asks `rate` times a second whether answers come or not, until `until` resolves, and waits for the last answers.
 * `ask` gets the number of the question, from 0.
 */
export async function askSteadily(rate: number, until: Promise<unknown>, ask: (number: number) => Promise<void>): Promise<Steady> {
  const times: number[] = []
  const failures: string[] = []
  const open = new Set<Promise<void>>()
  let over = false
  const ended = until.finally(() => (over = true))
  const begun = performance.now()
  for (let number = 0; !over; ) {
    for (const due = Math.floor(((performance.now() - begun) * rate) / 1000); number <= due; number += 1) {
      const dueAt = begun + (number * 1000) / rate
      const asked = ask(number).then(
        () => void times.push(performance.now() - dueAt),
        (error: unknown) => void failures.push(error instanceof Error ? error.message : String(error)),
      )
      open.add(asked)
      void asked.then(() => open.delete(asked))
    }
    await wait(1)
  }
  await ended
  await Promise.all(open)
  return { times, failures }
}
