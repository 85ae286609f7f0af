import { parentPort } from 'node:worker_threads'
import { explainSqlite } from './sqlite-errors.ts'
import { LakeError, LakeFileError } from './types.ts'

/** What a worker says: once that it is ready (with what it found), then one answer per question. */
export type FromWorker =
  | { kind: 'ready'; value: unknown }
  | { kind: 'answer'; value: unknown }
  | { kind: 'failure'; failure: Failure }

/** What a worker is asked. One question at a time. */
export type ToWorker = { op: string; args: unknown }

/** An error on its way between threads: structured clone would lose the class and the detail. */
export type Failure =
  | { kind: 'lake'; status: number; detail: LakeError['detail'] }
  | { kind: 'file'; message: string }
  | { kind: 'bug'; message: string; stack?: string }

/** In: anything thrown. Out: what can be posted. */
export const toFailure = (thrown: unknown): Failure => {
  const error = explainSqlite(thrown, 'lake.sqlite')
  if (error instanceof LakeError) return { kind: 'lake', status: error.status, detail: error.detail }
  if (error instanceof LakeFileError) return { kind: 'file', message: error.message }
  if (error instanceof Error) return { kind: 'bug', message: error.message, stack: error.stack }
  return { kind: 'bug', message: String(error) }
}

/** In: what was posted. Out: the error to reject with. */
export const fromFailure = (failure: Failure): Error => {
  if (failure.kind === 'lake') return new LakeError(failure.status, failure.detail)
  if (failure.kind === 'file') return new LakeFileError(failure.message)
  const error = new Error(failure.message)
  if (failure.stack !== undefined) error.stack = failure.stack
  return error
}

/**
 * Runs a worker: `start` opens what it needs and answers the handlers by name and what to say with `ready`.
 * Questions that have no handler, and whatever a handler throws, come back as failures.
 */
export const serveWorker = <Context>(
  start: () => { context: Context; ready: unknown },
  handlers: Readonly<Record<string, (context: Context, args: never) => unknown>>,
): void => {
  const port = parentPort
  if (port === null) throw new Error('This file is a worker: it can not be run on its own.')
  const say = (message: FromWorker) => port.postMessage(message)
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
  port.on('message', async ({ op, args }: ToWorker) => {
    try {
      const handler = handlers[op]
      if (handler === undefined) throw new Error(`The worker has no ${op}.`)
      say({ kind: 'answer', value: await handler(context, args as never) })
    } catch (error) {
      say({ kind: 'failure', failure: toFailure(error) })
    }
    if (op === 'close') port.close()
  })
}
