import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { LakeError } from './types.ts'
import { fromFailure, type FromWorker } from './worker-port.ts'

/** One worker and the queue before it: asked one question at a time, so that the time limit runs for the one that is being answered. */
export type Lane = {
  /** What the worker said when it was first ready. Rejects when it could not start. */
  readonly ready: Promise<unknown>
  ask(op: string, args: unknown): Promise<unknown>
  /** Waits for what was asked, then ends the worker. */
  close(): Promise<void>
}

type LaneOptions = {
  file: URL
  workerData: unknown
  /** Milliseconds for one answer; without it there is no limit. */
  timeout?: number
  /** Start anew after a timeout or a crash. The writer must not: what it last wrote would be unknown. */
  restart: boolean
  /** Milliseconds without a question after which the worker ends, and all that it keeps in memory with it. The next question starts another. */
  restAfter?: number
  onError: (error: Error) => void
}

type Job = { op: string; args: unknown; resolve: (value: unknown) => void; reject: (error: Error) => void }

const timeoutError = (ms: number) =>
  new LakeError(504, { type: 'queryTimeoutError', description: `The query took longer than ${ms} ms and was stopped.` })

/** Opens a lane. A question whose worker dies is rejected; the next one gets a new worker when `restart` is set. */
export const openLane = (options: LaneOptions): Lane => {
  const queue: Job[] = []
  let current: Job | null = null
  let worker: Worker | null = null
  let isReady = false
  let isClosing = false
  let dead: Error | null = null
  let timer: NodeJS.Timeout | undefined
  let rest: NodeJS.Timeout | undefined
  /** Until the worker that went to rest last has ended. */
  let resting: Promise<unknown> = Promise.resolve()
  const first = Promise.withResolvers<unknown>()
  // Who never looks at `ready` must not bring the process down by an unhandled rejection.
  first.promise.catch(() => undefined)

  const settle = (act: (job: Job) => void) => {
    clearTimeout(timer)
    const job = current
    current = null
    if (job !== null) act(job)
  }

  const next = () => {
    if (current !== null) return
    clearTimeout(rest)
    if (queue.length === 0) return restLater()
    if (dead !== null) {
      const error = dead
      for (const job of queue.splice(0)) job.reject(error)
      return
    }
    if (worker === null) worker = start()
    if (!isReady) return
    const job = queue.shift()
    if (job === undefined) return
    current = job
    worker.postMessage({ op: job.op, args: job.args })
    const limit = options.timeout
    if (limit !== undefined && job.op !== 'close') timer = setTimeout(() => stopLate(limit), limit)
  }

  /** Takes the worker out of the lane: what it still says or does concerns nobody. */
  const dismiss = () => {
    const gone = worker
    worker = null
    isReady = false
    gone?.removeAllListeners()
    // A worker that is being ended may still raise an error: without a listener that would be an uncaught one.
    gone?.on('error', () => undefined)
    return gone
  }

  const restLater = () => {
    if (options.restAfter === undefined || !isReady || isClosing) return
    rest = setTimeout(endWorker, options.restAfter)
    rest.unref()
  }

  const endWorker = () => {
    const gone = dismiss()
    if (gone === null) return
    resting = once(gone, 'exit')
    gone.postMessage({ op: 'close', args: null })
  }

  const stopLate = (limit: number) => {
    void dismiss()?.terminate()
    settle((job) => job.reject(timeoutError(limit)))
    if (!isClosing) worker = start()
    next()
  }

  // A worker that could not start fails all who wait: trying again for each of them would go round for ever.
  const failStart = (error: Error) => {
    if (!options.restart) dead = error
    first.reject(error)
    for (const job of queue.splice(0)) job.reject(error)
  }

  const lost = (from: Worker, error: Error) => {
    if (from !== worker) return
    const wasReady = isReady
    worker = null
    isReady = false
    if (!options.restart) dead = error
    settle((job) => job.reject(error))
    if (!isClosing) options.onError(error)
    if (!wasReady) failStart(error)
    next()
  }

  const hear = (from: Worker, message: FromWorker) => {
    if (from !== worker) return
    if (message.kind === 'ready') {
      isReady = true
      first.resolve(message.value)
    } else if (message.kind === 'answer') settle((job) => job.resolve(message.value))
    else if (isReady) settle((job) => job.reject(fromFailure(message.failure)))
    else {
      // It ends by itself; the next question starts another.
      worker = null
      failStart(fromFailure(message.failure))
    }
    next()
  }

  const start = (): Worker => {
    // execArgv: flags of the parent (a test runner's loaders) have no business in the workers.
    const started = new Worker(options.file, { workerData: options.workerData, execArgv: [] })
    started.on('message', (message: FromWorker) => hear(started, message))
    started.on('error', (error) => lost(started, error instanceof Error ? error : new Error(String(error))))
    started.on('exit', (code) => {
      if (!isClosing) lost(started, new Error(`A worker of the lake ended unexpectedly (code ${code}).`))
      else lost(started, new Error('The lake is closed.'))
    })
    return started
  }

  const ask = (op: string, args: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (isClosing) return reject(new Error('The lake is closed.'))
      queue.push({ op, args, resolve, reject })
      next()
    })

  worker = start()
  return {
    ready: first.promise,
    ask,
    close: async () => {
      if (isClosing) return
      const last = dead === null && worker !== null ? ask('close', null) : Promise.resolve(null)
      isClosing = true
      await last.catch(() => undefined)
      await worker?.terminate()
      await resting
    },
  }
}
