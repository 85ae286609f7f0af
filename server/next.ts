import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import next from 'next'

export type NextApplication = {
  handle: RequestListener
  /** Takes a WebSocket that is Next's: the reload socket in development. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  close: () => Promise<void>
}

/** Starts Next without a port of its own. `host` and `port` are the process's, for the addresses that it prints. */
export async function startNext(options: { dev: boolean; host: string; port: number }): Promise<NextApplication> {
  // Never listens; it only hears the upgrades that are handed to it. On the real server Next would hear them all, and it ends
  // every upgrade whose path matches one of its routes: [locale]/[...rest] matches /lake/streams.
  const upgrades = createServer()
  const application = next({ dev: options.dev, hostname: options.host, port: options.port, httpServer: upgrades, dir: new URL('..', import.meta.url).pathname })
  await application.prepare()
  const handle = application.getRequestHandler()
  return {
    // A rejection that nobody takes ends the process.
    handle: (request, response) => void handle(request, response).catch(() => response.destroy()),
    upgrade: (request, socket, head) => void upgrades.emit('upgrade', request, socket, head),
    close: () => application.close(),
  }
}
