// Loaded before the process under test with --import: on SIGUSR2 its lake's writer dies, on SIGHUP the workers that answer questions do,
// as they would of a fault of their own. Nothing in the program knows of this.
import type { Worker } from 'node:worker_threads'
import { z } from 'zod'

const ready = z.object({ kind: z.literal('ready'), value: z.unknown() })
const writers: Worker[] = []
const readers: Worker[] = []

process.on('worker', (worker: Worker) => {
  // The writer says how many commits there are when it is ready; the others have nothing to say.
  worker.once('message', (message: unknown) => {
    const said = ready.safeParse(message)
    if (said.success) (typeof said.data.value === 'number' ? writers : readers).push(worker)
  })
})
process.on('SIGUSR2', () => writers.forEach((worker) => void worker.terminate()))
process.on('SIGHUP', () => readers.forEach((worker) => void worker.terminate()))
