import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import next from 'next'
import { z } from 'zod'
import { readBuiltFiles } from './gateway/built-files.ts'

export type NextApplication = {
  handle: RequestListener
  /** Takes a WebSocket that is Next's: the reload socket in development. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  close: () => Promise<void>
}

const root = new URL('..', import.meta.url)
const prerenderManifest = z.object({ preview: z.object({ previewModeId: z.string().min(1) }) })

/** What Next's draft mode cookie holds when it is a true one: made by the build, known to this machine alone. Throws without a build. */
export function draftModeSecret(): string {
  return prerenderManifest.parse(JSON.parse(readFileSync(new URL('.next/prerender-manifest.json', root), 'utf8')))
    .preview.previewModeId
}

/** The files of the build, as in `readBuiltFiles`. Throws without a build. */
export const builtFiles = () => readBuiltFiles(fileURLToPath(new URL('.next/static', root)))

/** Starts Next without a port of its own. `host` and `port` are the process's, for the addresses that it prints. */
export async function startNext(options: { dev: boolean; host: string; port: number }): Promise<NextApplication> {
  // Never listens; it only hears the upgrades that are handed to it. On the real server Next would hear them all, and it ends
  // every upgrade whose path matches one of its routes: [locale]/[...rest] matches /lake/streams.
  const upgrades = createServer()
  const application = next({
    dev: options.dev,
    hostname: options.host,
    port: options.port,
    httpServer: upgrades,
    dir: fileURLToPath(root),
  })
  await application.prepare()
  const handle = application.getRequestHandler()
  return {
    // A rejection that nobody takes ends the process.
    handle: (request, response) => void handle(request, response).catch(() => response.destroy()),
    upgrade: (request, socket, head) => void upgrades.emit('upgrade', request, socket, head),
    close: () => application.close(),
  }
}
