import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { Settings } from '#lib/settings.ts'
import { createAddressOf, createProxyTest } from '#sanity/lake/auth/client-address.ts'
import { createAccessLog, type AccessLog } from './access-log.ts'
import { createHealth, type Part } from './health.ts'
import { createLimitedServer, refuseOdd, serverLimits, type ServerLimits } from './limits.ts'
import type { Log } from './log.ts'

/**
 * The one server of a process with all that stands before its work, so that it is there from the first moment the port listens:
 * limits, health, log lines. `handle` gets what passes; `isLake` says which paths are the lake's. `note` is for the log lines of finished
 * pages, where there are any.
 */
export function createFront(options: {
  settings: Settings
  log: Log
  parts: Readonly<Record<string, Part>>
  isUpgrade: (request: IncomingMessage) => boolean
  isLake: (target: string) => boolean
  handle: RequestListener
  limits?: ServerLimits
}): { server: Server; note: AccessLog['note'] | undefined } {
  const { settings, log, parts, isUpgrade, isLake, handle, limits = serverLimits } = options
  const { trustedProxies, logRequests } = settings
  const server = createLimitedServer({ isUpgrade, isProxy: createProxyTest(trustedProxies), limits })
  const access = logRequests ? createAccessLog({ log, addressOf: createAddressOf(trustedProxies), now: () => performance.now() }) : undefined
  const isHealth = createHealth(parts)
  server.on('request', (request, response) => {
    if (isHealth(request, response)) return
    access?.watch(request, response)
    if (!refuseOdd(request, response, { readsBodies: isLake(request.url ?? ''), limits })) handle(request, response)
  })
  return { server, note: access?.note }
}
