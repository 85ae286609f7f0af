import type { RequestListener, Server } from 'node:http'
import next from 'next'

export type NextApplication = { handle: RequestListener; close: () => Promise<void> }

/** Starts Next on a server that already listens, so that it shares the one port (in development also for its reload socket). */
export async function startNext(options: { server: Server; dev: boolean; host: string; port: number }): Promise<NextApplication> {
  const application = next({ dev: options.dev, hostname: options.host, port: options.port, httpServer: options.server, dir: new URL('..', import.meta.url).pathname })
  await application.prepare()
  const handle = application.getRequestHandler()
  return { handle: (request, response) => void handle(request, response), close: () => application.close() }
}
