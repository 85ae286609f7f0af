import { performance } from 'node:perf_hooks'

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
export async function askSteadily(
  rate: number,
  until: Promise<unknown>,
  ask: (number: number) => Promise<void>,
): Promise<Steady> {
  const times: number[] = []
  const failures: string[] = []
  const open = new Set<Promise<void>>()
  const begun = performance.now()
  const askOne = (number: number) => {
    const due = begun + (number * 1000) / rate
    const asked = ask(number)
      .then(
        () => void times.push(performance.now() - due),
        (error: unknown) => void failures.push(error instanceof Error ? error.message : String(error)),
      )
      .finally(() => open.delete(asked))
    open.add(asked)
  }
  let next = 0
  const asking = setInterval(() => {
    for (const due = ((performance.now() - begun) * rate) / 1000; next <= due; next += 1) askOne(next)
  }, 1)
  try {
    await until
  } finally {
    clearInterval(asking)
    await Promise.all(open)
  }
  return { times, failures }
}
