import type { Server } from 'node:http'
import { SettingsError } from '#lib/settings/settings.ts'
import { LakeFolderError, RefusedError } from '#sanity/lake/lake.ts'
import { StartError } from './listen.ts'
import type { Log } from './log.ts'

/** How long what was asked may take to finish after a signal, in milliseconds; then it is cut off. */
const patience = 20_000
/** How long all of the ending may take, in milliseconds. Shorter than the 30 s after which supervisors kill. */
const defaultMostTime = 25_000
/** After this a person at a terminal is told what is waited for. */
const silence = 1_000

export type Ending = {
  /** Run together at once: what was asked is finished, nothing new is taken. */
  drain: readonly (() => unknown)[]
  /** Run in order when that is done. */
  close: readonly (() => Promise<void>)[]
  say: (line: string) => void
  /** Milliseconds that all of the ending may take; 25 seconds without it. */
  mostTime?: number
}

/**
 * On the first SIGINT or SIGTERM finishes what was asked, closes everything in order, and ends the process with 0. When that takes too long
 * the process kills itself. A second signal ends it at once.
 */
export function endOnSignal(server: Server, { drain, close, say, mostTime = defaultMostTime }: Ending): void {
  let ending = false
  const end = async () => {
    if (ending) process.exit(1)
    ending = true
    setTimeout(() => {
      say('it took too long: the process ends without waiting any longer. What was saved is on the disk.')
      // `process.exit` runs what native libraries do at an exit, and one of them may wait for ever for its own threads.
      process.kill(process.pid, 'SIGKILL')
    }, mostTime)
    setTimeout(() => say('finishing what was asked; a second Ctrl-C ends at once.'), silence)
    // The port stays open meanwhile: pages being made ask the lake through it, and who comes now is told to come back.
    await Promise.race([
      Promise.all(drain.map((finish) => finish())),
      new Promise((resolve) => setTimeout(resolve, patience)),
    ])
    for (const step of close) await step()
    server.close()
    server.closeAllConnections() // what is left are idle ones that a browser keeps
    process.exit(0)
  }
  process.on('SIGINT', () => void end())
  process.on('SIGTERM', () => void end())
}

/**
 * Ends the process with 1 when an error reaches nobody. Node would do so, but Next listens for them too and only writes them down:
 * the process would go on in a state that nobody knows. A supervisor starts it again; the lake's folder is whole at every moment.
 */
export function endOnBug(log: Log): void {
  const end = (error: unknown) => endNow(log, 'The process ends: an error reached nobody.', error)
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}

/**
 * For a lake whose writer has died: the process ends with 1. Going on would show readers what may be older than what an editor was
 * told is saved, and refuse every save; a start takes a second and reads what is on the disk.
 */
export function endWithoutWriter(log: Log): (error: Error) => void {
  return (error) =>
    endNow(
      log,
      'The process ends, to be started again: the lake can write nothing any more. What was saved is on the disk.',
      error,
    )
}

function endNow(log: Log, message: string, error: unknown): never {
  log({ level: 'error', message, error: error instanceof Error ? error : new Error(String(error)) })
  process.exit(1)
}

/** Errors that are the person's to mend are said in their own sentence; everything else is a bug and keeps its stack. Exits with 1. */
export function explainAndExit(error: unknown): never {
  const known =
    error instanceof SettingsError ||
    error instanceof StartError ||
    error instanceof LakeFolderError ||
    error instanceof RefusedError
  process.stderr.write(
    known ? `lakeside: ${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exit(1)
}
