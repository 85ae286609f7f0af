import { type Carrier, OutOfMemoryError, type StartCarrier } from './carrier.ts'
import { setDeadline } from './deadline.ts'
import { lakeIsClosed } from './failures.ts'
import { LakeError } from './types.ts'
import { fromFailure, type FromWorker } from './worker-port.ts'

export type AskOptions = {
  /** Milliseconds for this answer; without it the lane's own limit. */
  limit?: number
  /** Fires when the caller has left: a question that waits is dropped, one that runs is stopped when it still runs a second later. */
  signal?: AbortSignal | undefined
}

/** One worker and the queue before it: asked one question at a time, so that the time limit runs for the one that is being answered. */
export type Lane = {
  /** What the worker said when it was first ready. Rejects when it could not start. */
  readonly ready: Promise<unknown>
  /** Whether a question is being answered, or waits. */
  readonly isBusy: boolean
  /** Rejects with LakeError 400 for what can't be passed to a worker, 504 over the limit of time, 413 over the limit of memory. */
  ask(op: string, args: unknown, options?: AskOptions): Promise<unknown>
  /** Gives what runs a moment to end, refuses what waits, then ends the worker. A lane that is not restarted finishes all that was asked. */
  close(): Promise<void>
}

export type LaneOptions = {
  start: StartCarrier
  /** Milliseconds for one answer; without it there is no limit. */
  timeout?: number
  /** Start again after a timeout or a crash, and ask once more what met a crash. The writer must not: what it last wrote would be unknown. */
  restart: boolean
  /** Start the worker with the first question, and after a timeout with the next one. */
  isLazy?: boolean
  /** Milliseconds without a question after which the worker ends, and all that it keeps in memory with it. The next question starts another. */
  restAfter?: number
  /** What the caller of a question over a limit is told. */
  refusals?: { time: (ms: number) => LakeError; memory: () => LakeError }
  onError: (error: Error) => void
}

type Job = {
  op: string
  args: unknown
  limit: number | undefined
  isSecondTry: boolean
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** Milliseconds that a running question goes on after its caller has left. A short one ends by itself, and its worker stays. */
const GRACE = 1000

const usualRefusals = {
  time: (ms: number) =>
    new LakeError(504, {
      type: 'queryTimeoutError',
      description: `The query took longer than ${ms} ms and was stopped.`,
    }),
  memory: () =>
    new LakeError(413, {
      type: 'queryMemoryError',
      description:
        'The query needed more memory than the lake gives to one, and was stopped. Ask for less: fewer fields, or a slice such as [0...100].',
    }),
}

const cannotBePosted = (error: unknown) =>
  new LakeError(400, {
    type: 'httpBadRequest',
    description: `What was sent can not be worked on: it is nested too deeply, or is no JSON (${error instanceof Error ? error.message : String(error)}).`,
  })

/** Opens a lane. Whatever happens to its worker, every question is settled, and the next one is answered when `restart` is set. */
export const openLane = (options: LaneOptions): Lane => {
  const { refusals = usualRefusals } = options
  const queue: Job[] = []
  let current: Job | null = null
  let worker: Carrier | null = null
  let isReady = false
  let isClosing = false
  let dead: Error | null = null
  let callOff = () => {}
  let rest: NodeJS.Timeout | undefined
  /** Until the worker that went to rest last has ended. */
  let resting: Promise<unknown> = Promise.resolve()
  const first = Promise.withResolvers<unknown>()
  // Who never looks at `ready` must not bring the process down by an unhandled rejection.
  first.promise.catch(() => undefined)

  const settle = (act: (job: Job) => void) => {
    callOff()
    const job = current
    current = null
    if (job !== null) act(job)
  }

  const next = () => {
    for (;;) {
      if (current !== null) return
      clearTimeout(rest)
      if (queue.length === 0) return restLater()
      if (dead !== null) return rejectAll(dead)
      if (worker === null) worker = start()
      if (!isReady) return
      const job = queue.shift()
      if (job === undefined) return
      begin(worker, job)
    }
  }

  const begin = (on: Carrier, job: Job) => {
    current = job
    const { op, args, limit } = job
    try {
      on.post({ op, args })
    } catch (error) {
      return settle(() => job.reject(cannotBePosted(error)))
    }
    callOff = limit === undefined ? () => {} : setDeadline(limit, () => stop(refusals.time(limit)))
  }

  const rejectAll = (error: Error) => {
    // A copy: who is refused may ask again at once.
    for (const job of queue.splice(0)) job.reject(error)
  }

  /** Takes the worker out of the lane: what it still says or does concerns nobody. */
  const dismiss = () => {
    const gone = worker
    worker = null
    isReady = false
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
    resting = gone.gone
    gone.post({ op: 'close', args: null })
  }

  /** Ends the question that runs, and its worker: from inside it can't be interrupted. */
  const stop = (reason: unknown) => {
    void dismiss()?.kill()
    settle((job) => job.reject(reason))
    if (isClosing) return rejectAll(lakeIsClosed())
    if (options.isLazy !== true) worker = start()
    next()
  }

  // A worker that could not start fails all who wait: trying again for each of them would go round for ever.
  const failStart = (error: Error) => {
    if (!options.restart) dead = error
    first.reject(error)
    rejectAll(error)
  }

  const failCurrent = (error: Error) =>
    settle((job) => {
      if (error instanceof OutOfMemoryError) job.reject(refusals.memory())
      else if (options.restart && !job.isSecondTry && !isClosing) {
        job.isSecondTry = true
        queue.unshift(job)
      } else job.reject(error)
    })

  const lost = (from: Carrier, error: Error) => {
    if (from !== worker) return
    const wasReady = isReady
    worker = null
    isReady = false
    if (!options.restart) dead = error
    failCurrent(isClosing ? lakeIsClosed() : error)
    if (!isClosing) options.onError(error)
    if (!wasReady) failStart(error)
    next()
  }

  const hear = (from: Carrier, message: FromWorker) => {
    if (from !== worker) return
    if (message.kind === 'ready') {
      isReady = true
      first.resolve(message.value)
    } else if (message.kind === 'answer') settle((job) => job.resolve(message.value))
    else if (isReady) settle((job) => job.reject(fromFailure(message.failure)))
    else {
      // It ends by itself; the next question starts another.
      dismiss()
      failStart(fromFailure(message.failure))
    }
    next()
  }

  const start = (): Carrier => {
    const started: Carrier = options.start({
      message: (message) => hear(started, message),
      lost: (error) => lost(started, error),
    })
    return started
  }

  /** What happens when the caller leaves. Answers the way to stop watching. */
  const watch = (job: Job, signal: AbortSignal): (() => void) => {
    let grace: NodeJS.Timeout | undefined
    const leave = () => {
      const place = queue.indexOf(job)
      if (place >= 0) {
        queue.splice(place, 1)
        job.reject(signal.reason)
      } else {
        grace = setTimeout(() => {
          if (current === job) stop(signal.reason)
        }, GRACE)
      }
    }
    signal.addEventListener('abort', leave, { once: true })
    return () => {
      clearTimeout(grace)
      signal.removeEventListener('abort', leave)
    }
  }

  const ask = (op: string, args: unknown, { limit = options.timeout, signal }: AskOptions = {}) =>
    new Promise<unknown>((resolve, reject) => {
      if (isClosing) return reject(lakeIsClosed())
      if (signal?.aborted) return reject(signal.reason)
      let unwatch = () => {}
      const job: Job = {
        op,
        args,
        limit,
        isSecondTry: false,
        resolve: (value) => {
          unwatch()
          resolve(value)
        },
        reject: (error) => {
          unwatch()
          reject(error)
        },
      }
      if (signal) unwatch = watch(job, signal)
      queue.push(job)
      next()
    })

  const close = async () => {
    if (isClosing) return
    // What only reads may be stopped: the one who asked is gone, or is answered within the moment.
    if (options.restart) rejectAll(lakeIsClosed())
    const isThere = dead === null && worker !== null && (isReady || !options.restart)
    const ended = isThere ? ask('close', null, options.restart ? { limit: GRACE } : {}) : Promise.resolve(null)
    isClosing = true
    clearTimeout(rest)
    const tooLong = options.restart ? setTimeout(() => stop(lakeIsClosed()), GRACE) : undefined
    await ended.catch(() => undefined)
    clearTimeout(tooLong)
    await dismiss()?.kill()
    settle((job) => job.reject(lakeIsClosed()))
    await resting
  }

  if (options.isLazy !== true) worker = start()
  return {
    ready: first.promise,
    get isBusy() {
      return current !== null || queue.length > 0
    },
    ask,
    close,
  }
}
