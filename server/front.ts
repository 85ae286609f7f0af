import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Settings } from '#lib/settings/settings.ts'
import { createAddressOf, createProxyTest } from '#sanity/lake/auth/client-address.ts'
import { createAccessLog, type AccessLog } from './access-log.ts'
import { limitBody } from './body-limits.ts'
import { createLeaveOnHalfClose } from './half-closed.ts'
import { createHealth, type Part } from './health.ts'
import { createLimitedServer, refuseOdd, serverLimits, type ServerLimits, type ToHttp } from './limits.ts'
import type { Log } from './log.ts'
import { takeWholeAddress } from './request-target.ts'

/**
 * The one server of a process with all that stands before its work, so that it is there from the first moment the port listens:
 * limits, health, log lines. `handle` gets what passes; `isLake` says which paths are the lake's. `note` is for the log lines of finished
 * pages, where there are any. `take` as in `createLimitedServer`.
 */
export function createFront(options: {
  settings: Settings
  log: Log
  parts: Readonly<Record<string, Part>>
  isUpgrade: (request: IncomingMessage) => boolean
  isLake: (target: string) => boolean
  handle: RequestListener
  limits?: ServerLimits
  take?: ((socket: Socket, toHttp: ToHttp) => void) | undefined
}): { server: Server; note: AccessLog['note'] | undefined } {
  const { settings, log, parts, isUpgrade, isLake, handle, limits = serverLimits, take } = options
  const { trustedProxies, logRequests } = settings
  const server = createLimitedServer({ isUpgrade, isProxy: createProxyTest(trustedProxies), limits, take })
  const access = logRequests
    ? createAccessLog({ log, addressOf: createAddressOf(trustedProxies), now: () => performance.now() })
    : undefined
  const isHealth = createHealth(parts)
  const leaveOnHalfClose = createLeaveOnHalfClose()
  const own = settings.publicUrl === undefined ? [] : [new URL(settings.publicUrl).host]
  server.on('request', (request, response) => {
    const { localAddress = '', localPort } = request.socket
    takeWholeAddress(request, [
      ...own,
      ...['localhost', localAddress.replace(/^::ffff:/, '')].map((host) => `${host}:${localPort}`),
    ])
    if (isHealth(request, response)) return
    access?.watch(request, response)
    const readsBodies = isLake(request.url ?? '')
    if (refuseOdd(request, response, { readsBodies, limits })) return
    if (readsBodies) {
      limitBody(request, response, limits)
      leaveOnHalfClose(response)
    }
    handle(request, response)
  })
  return { server, note: access?.note }
}
