import { writeFileSync } from 'node:fs'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { explainSqlite } from './sqlite-errors.ts'
import { LakeError, LakeFileError } from './types.ts'

/** What a worker says: once that it is ready (with what it found), then one answer per question. */
export type FromWorker =
  | { kind: 'ready'; value: unknown }
  | { kind: 'answer'; value: unknown }
  | { kind: 'failure'; failure: Failure }

/** What a worker is asked. One question at a time. */
export type ToWorker = { op: string; args: unknown }

/** An error on its way between workers: structured clone would lose the class and the detail. */
export type Failure =
  | { kind: 'lake'; status: number; detail: LakeError['detail'] }
  | { kind: 'file'; message: string }
  | { kind: 'bug'; message: string; stack?: string }

/** The signal with which a process of the engine ends itself when it uses too much memory. Windows has only one that can't be ignored. */
export const endForMemory: NodeJS.Signals = process.platform === 'win32' ? 'SIGKILL' : 'SIGUSR2'

/**
 * @param thrown anything thrown.
 * @returns what can be posted.
 */
export const toFailure = (thrown: unknown): Failure => {
  const error = explainSqlite(thrown, 'lake.sqlite')
  if (error instanceof LakeError) return { kind: 'lake', status: error.status, detail: error.detail }
  if (error instanceof LakeFileError) return { kind: 'file', message: error.message }
  if (error instanceof Error)
    return { kind: 'bug', message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) }
  return { kind: 'bug', message: String(error) }
}

/**
 * @param failure what was posted.
 * @returns the error to reject with.
 */
export const fromFailure = (failure: Failure): Error => {
  if (failure.kind === 'lake') return new LakeError(failure.status, failure.detail)
  if (failure.kind === 'file') return new LakeFileError(failure.message)
  const error = new Error(failure.message)
  if (failure.stack !== undefined) error.stack = failure.stack
  return error
}

/** What `startThread` or `startProcess` gave to this worker. */
export const workerInput = (): unknown => (parentPort === null ? JSON.parse(process.argv[2] ?? 'null') : workerData)

type Port = { say(message: FromWorker): void; hear(listener: (message: ToWorker) => void): void; close(): void }

/**
 * @param value what a worker answers or is asked.
 * @returns the bytes in it, which are handed over to another thread instead of copied.
 */
export const bytesIn = (value: unknown): ArrayBuffer[] => {
  const bytes = typeof value === 'object' && value !== null && 'bytes' in value ? value.bytes : undefined
  // A view on a part of a buffer shares it with others.
  if (
    !(bytes instanceof Uint8Array) ||
    !(bytes.buffer instanceof ArrayBuffer) ||
    bytes.byteLength !== bytes.buffer.byteLength
  )
    return []
  return [bytes.buffer]
}

const threadPort = (port: NonNullable<typeof parentPort>): Port => ({
  say: (message) => port.postMessage(message, message.kind === 'answer' ? bytesIn(message.value) : []),
  hear: (listener) => void port.on('message', listener),
  close: () => port.close(),
})

/** Where the machine's memory ends, Linux kills this process, and not the site. Elsewhere there is no such file. */
const preferAsVictim = (): void => {
  try {
    writeFileSync('/proc/self/oom_score_adj', '500')
  } catch {
    // The bounds of this process's own memory hold all the same.
  }
}

const processPort = (): Port => {
  // A Ctrl-C and a supervisor's SIGTERM reach the children too. They go on until the site has finished what was asked.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
  process.on('disconnect', () => process.exit(0))
  preferAsVictim()
  const mostBytes = Number(process.argv[3])
  new Worker(new URL('./process-watch.worker.ts', import.meta.url), {
    workerData: { mostBytes, parent: process.ppid, endForMemory },
    execArgv: [],
  }).unref()
  return {
    say: (message) => void process.send?.(message),
    hear: (listener) => void process.on('message', listener),
    close: () => process.disconnect?.(),
  }
}

/**
 * Runs a worker, in a thread or in a process: `start` opens what it needs and answers the handlers by name and what to say with `ready`.
 * Questions that have no handler, and whatever a handler throws, come back as failures.
 */
export const serveWorker = <Context>(
  start: () => { context: Context; ready: unknown },
  handlers: Readonly<Record<string, (context: Context, args: never) => unknown>>,
): void => {
  if (parentPort === null && process.send === undefined)
    throw new Error('This file is a worker: it can not be run on its own.')
  const port = parentPort === null ? processPort() : threadPort(parentPort)
  /** What can't be posted must not leave the question without an answer. */
  const say = (message: FromWorker) => {
    try {
      port.say(message)
    } catch (error) {
      port.say({ kind: 'failure', failure: toFailure(error) })
    }
  }
  let context: Context
  try {
    const started = start()
    context = started.context
    say({ kind: 'ready', value: started.ready })
  } catch (error) {
    say({ kind: 'failure', failure: toFailure(error) })
    port.close()
    return
  }
  const answer = async ({ op, args }: ToWorker): Promise<void> => {
    try {
      const handler = handlers[op]
      if (handler === undefined) throw new Error(`The worker has no ${op}.`)
      say({ kind: 'answer', value: await handler(context, args as never) })
    } catch (error) {
      say({ kind: 'failure', failure: toFailure(error) })
    }
    if (op === 'close') port.close()
  }
  port.hear((message) => void answer(message))
}
