import type { Server } from 'node:http'
import { SettingsError } from '#lib/settings.ts'
import { LakeFolderError } from '#sanity/lake/lake.ts'
import { StartError } from './listen.ts'

/** How long what was asked may take to finish after a signal, in milliseconds. */
const patience = 5_000

/**
 * On the first SIGINT or SIGTERM: no new connection is taken, the lake ends its event streams (they would keep the server open
 * for good), what was asked is finished, `afterwards` run in order and the process ends with 0.
 * A second signal ends it at once; connections still open after `patience` are cut.
 */
export function endOnSignal(server: Server, closing: { lake?: (() => Promise<void>) | undefined; afterwards?: readonly (() => Promise<void>)[] }): void {
  let ending = false
  const end = async () => {
    if (ending) process.exit(1)
    ending = true
    setTimeout(() => server.closeAllConnections(), patience).unref()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    await closing.lake?.()
    server.closeIdleConnections()
    await closed
    for (const close of closing.afterwards ?? []) await close()
    process.exit(0)
  }
  process.on('SIGINT', () => void end())
  process.on('SIGTERM', () => void end())
}

/** Errors that are the person's to mend are said in their own sentence; everything else is a bug and keeps its stack. Exits with 1. */
export function explainAndExit(error: unknown): never {
  const known = error instanceof SettingsError || error instanceof StartError || error instanceof LakeFolderError
  process.stderr.write(known ? `lakeside: ${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}
