import type { Server } from 'node:http'
import { SettingsError } from '#lib/settings.ts'
import { LakeFolderError, RefusedError } from '#sanity/lake/lake.ts'
import { StartError } from './listen.ts'

/** How long what was asked may take to finish after a signal, in milliseconds. */
const patience = 5_000

/**
 * On the first SIGINT or SIGTERM `closers` run in order, no new connection is taken, and the process ends with 0.
 * A second signal ends it at once; so does a closer that is not done after `patience`, with 1.
 */
export function endOnSignal(server: Server, closers: readonly (() => Promise<void>)[]): void {
  let ending = false
  const end = async () => {
    if (ending) process.exit(1)
    ending = true
    setTimeout(() => process.exit(1), patience)
    for (const close of closers) await close()
    server.close()
    server.closeAllConnections() // what is left are idle ones that a browser keeps
    process.exit(0)
  }
  process.on('SIGINT', () => void end())
  process.on('SIGTERM', () => void end())
}

/** Errors that are the person's to mend are said in their own sentence; everything else is a bug and keeps its stack. Exits with 1. */
export function explainAndExit(error: unknown): never {
  const known = error instanceof SettingsError || error instanceof StartError || error instanceof LakeFolderError || error instanceof RefusedError
  process.stderr.write(known ? `lakeside: ${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}
