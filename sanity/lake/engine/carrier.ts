import { fork } from 'node:child_process'
import { Worker } from 'node:worker_threads'
import { bytesIn, endForMemory, type FromWorker, type ToWorker } from './worker-port.ts'

/** A worker was ended because its question needed more memory than it may have. */
export class OutOfMemoryError extends Error {
  override name = 'OutOfMemoryError'
  constructor() {
    super('A worker of the lake needed more memory than it may have.')
  }
}

/** A worker, wherever it runs. */
export type Carrier = {
  /** Throws when the message can't be cloned; the worker is as it was then. */
  post(message: ToWorker): void
  /** Ends the worker at once, whatever it does. Resolves when it is gone. */
  kill(): Promise<void>
  /** Resolves when the worker has ended. */
  readonly gone: Promise<void>
}

export type CarrierEvents = {
  message: (message: FromWorker) => void
  /** Called once, when the worker has ended without `kill`. */
  lost: (error: Error) => void
}

/** Starts a worker somewhere. */
export type StartCarrier = (events: CarrierEvents) => Carrier

/**
 * A worker in a thread: for what the lake does by itself, within bounds of its own. Not for queries and patches that people send: a single large
 * allocation beyond the heap's limit ends the whole process, not the thread (seen on Node 26 with `join`, `Map` and spread arguments).
 */
export const startThread =
  (file: URL, workerData: unknown): StartCarrier =>
  ({ message, lost }) => {
    // execArgv: flags of the parent (a test runner's loaders) have no business in the workers.
    const worker = new Worker(file, { workerData, execArgv: [] })
    const gone = Promise.withResolvers<void>()
    let isOver = false
    const end = (error: Error) => {
      if (isOver) return
      isOver = true
      lost(error)
    }
    worker.on('message', (said: FromWorker) => {
      if (!isOver) message(said)
    })
    worker.on('messageerror', (error) => end(error))
    worker.on('error', (error) => end(isOutOfMemory(error) ? new OutOfMemoryError() : asError(error)))
    worker.on('exit', (code) => {
      gone.resolve()
      end(new Error(`A worker of the lake ended unexpectedly (code ${code}).`))
    })
    return {
      gone: gone.promise,
      post: (said) => worker.postMessage(said, bytesIn(said.args)),
      kill: async () => {
        isOver = true
        await worker.terminate()
      },
    }
  }

export type ProcessLimits = {
  /** Megabytes of V8's heap. The process may use as much again, and 256 MB, beside it. */
  heap: number
}

/** V8 aborts with one of these when its heap or a zone is full. */
const abortSignals: ReadonlySet<string | null> = new Set<string | null>([endForMemory, 'SIGABRT', 'SIGTRAP', 'SIGILL'])

/** Told to the children; nothing else of the environment concerns them, secrets least of all. */
const handedOn: ReadonlySet<string> = new Set(['NODE_ENV', 'PATH', 'TZ', 'LANG', 'LC_ALL', 'TMPDIR', 'SystemRoot'])

/** A worker in a process of its own, for what people send: it can be killed at any moment, and running out of memory ends only itself. */
export const startProcess =
  (file: URL, input: unknown, limits: () => ProcessLimits): StartCarrier =>
  ({ message, lost }) => {
    const { heap } = limits()
    const env = { ...process.env }
    for (const name of Object.keys(env)) if (!handedOn.has(name)) delete env[name]
    const child = fork(file, [JSON.stringify(input), String((2 * heap + 256) * 1024 * 1024)], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${heap}`, '--heap-growing-percent=120', '--max-semi-space-size=8'],
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const gone = Promise.withResolvers<void>()
    let isOver = false
    let complaint = ''
    child.stderr?.on('data', (chunk) => {
      complaint = (complaint + String(chunk)).slice(-500)
    })
    const end = (error: Error) => {
      if (isOver) return
      isOver = true
      lost(error)
    }
    child.on('message', (said) => {
      if (!isOver) message(said as FromWorker)
    })
    child.on('error', (error) => {
      if (child.pid === undefined) gone.resolve()
      end(error)
    })
    child.on('exit', (code, signal) => {
      gone.resolve()
      const how = signal === null ? `code ${code}` : signal
      end(
        abortSignals.has(signal) || code === 134
          ? new OutOfMemoryError()
          : new Error(`A worker of the lake ended unexpectedly (${how}). ${complaint}`.trimEnd()),
      )
    })
    return {
      gone: gone.promise,
      // The callback: a failure to send is known from the end of the process.
      post: (said) => void child.send(said, () => undefined),
      kill: async () => {
        isOver = true
        child.kill('SIGKILL')
        await gone.promise
      },
    }
  }

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
