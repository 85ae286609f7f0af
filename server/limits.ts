import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from '#sanity/lake/auth/client-address.ts'
import { refuse } from './gateway/gateway.ts'

/** What one connection may cost the process. Times are in milliseconds. */
export type ServerLimits = {
  /** For the head of a request to arrive whole: who sends it a byte at a time is cut off. */
  headers: number
  /**
   * A connection on which nothing moves, in either direction, while a request is under way. It is what bounds uploads, answers and event
   * streams (which beat every 15 s): a limit on their whole time would cut off the long ones that are well.
   */
  silence: number
  /** For the first bytes of a body that was announced, when none came with the head. */
  bodyBegin: number
  /** For the whole of a small body: a form, a question, an edit. Uploads go by `silence`. */
  smallBody: number
  /** Between requests. Longer than the 60 s after which proxies drop theirs, so that none sends into a connection that is being closed. */
  keepAlive: number
  /** Of the head of a request; more is 431. Sanity's client puts questions of up to 11 kB into the address. */
  mostHeaderBytes: number
  mostHeaders: number
  mostConnections: number
  /** Of one address that is no trusted proxy: one machine must not take them all. */
  mostFromAddress: number
  /** How often connections are looked at for being late. */
  checkEvery: number
}

/** In production a page is made within 20 s and a question answered within 10 s; the rest of `silence` is for those who wait for their turn. */
export const serverLimits: ServerLimits = {
  headers: 15_000,
  silence: 120_000,
  bodyBegin: 20_000,
  smallBody: 30_000,
  keepAlive: 65_000,
  mostHeaderBytes: 16_384,
  mostHeaders: 200,
  mostConnections: 10_000,
  mostFromAddress: 2_000,
  checkEvery: 2_000,
}

/** In development the first page waits for everything to be compiled, however long that takes. */
export const developmentLimits: ServerLimits = { ...serverLimits, silence: 0 }

/** Gives a connection to Node's HTTP. */
export type ToHttp = (socket: Socket) => void

/**
 * The one server, with its limits. What is no HTTP (both lengths, folded headers, a bare line feed …) Node itself answers with 400,
 * 408 or 431 and closes. Only what `isUpgrade` takes is an upgrade; for all else the wish is ignored and the request answered, as the
 * standard allows: nobody is left without an answer. `isProxy` says whether an address is a trusted proxy's. With `take` a connection that is
 * within its limits is taken there first, to be given to Node's HTTP at any time and for good.
 */
export function createLimitedServer(options: {
  isUpgrade: (request: IncomingMessage) => boolean
  isProxy: (address: string) => boolean
  limits?: ServerLimits
  take?: ((socket: Socket, toHttp: ToHttp) => void) | undefined
}): Server {
  const { isUpgrade, isProxy, limits = serverLimits, take = (socket, toHttp) => toHttp(socket) } = options
  const server = createServer({
    headersTimeout: limits.headers,
    requestTimeout: 0, // an upload may take long: `silence` ends the ones that stopped
    keepAliveTimeout: limits.keepAlive,
    maxHeaderSize: limits.mostHeaderBytes,
    connectionsCheckingInterval: limits.checkEvery,
    shouldUpgradeCallback: isUpgrade,
  })
  server.timeout = limits.silence
  server.maxConnections = limits.mostConnections
  // Who closes their own side after asking (RFC 9112, 9.6) still gets the answer. Types do not name this switch of Node's HTTP; a test meets it.
  Object.assign(server, { httpAllowHalfOpen: true })
  const open = new Map<string, number>()
  /** Counts the connection; false when its address has too many. */
  const isWithinLimits = (socket: Socket): boolean => {
    if (isProxy(socket.remoteAddress ?? '')) return true
    const address = networkOf(socket.remoteAddress ?? '')
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
    return count <= limits.mostFromAddress
  }
  // A new server has one listener for connections: Node's HTTP. It hears of a connection when we say so.
  const http = server.listeners('connection')
  const toHttp: ToHttp = (socket) => http.forEach((listener) => listener.call(server, socket))
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => (isWithinLimits(socket) ? take(socket, toHttp) : socket.destroy()))
  // Without a listener Node hangs up on a CONNECT without a word.
  server.on('connect', (_request, socket) =>
    socket.end('HTTP/1.1 405 Method Not Allowed\r\nallow: GET, HEAD\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'),
  )
  return server
}

/**
 * Refuses, and closes the connection of, what Node lets through although it means nothing here: other versions, too many headers, not
 * exactly one right host, an address that is no path or can't be decoded. True when it was refused. A body that nobody reads closes the
 * connection too; `readsBodies` says that who answers this path does.
 */
export function refuseOdd(
  request: IncomingMessage,
  response: ServerResponse,
  { readsBodies, limits = serverLimits }: { readsBodies: boolean; limits?: ServerLimits },
): boolean {
  const { headers, method, url = '' } = request
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
  const isUnread = hasBody && (!readsBodies || method === 'GET' || method === 'HEAD')
  // An unread body would be taken in for as long as somebody likes to send it. What follows an upgrade that was not taken, Node forgets:
  // a request behind it would wait for ever.
  if (isUnread || headers.upgrade !== undefined) response.setHeader('connection', 'close')
  const odd = oddity(request, limits, url)
  if (odd === undefined) return false
  refuse(response, odd.status, odd.sentence, { connection: 'close' })
  return true
}

function oddity(
  { httpVersionMajor, rawHeaders, headers }: IncomingMessage,
  limits: ServerLimits,
  url: string,
): { status: number; sentence: string } | undefined {
  if (httpVersionMajor !== 1) return { status: 505, sentence: '只支援 HTTP/1.0 與 HTTP/1.1。' }
  if (rawHeaders.length > limits.mostHeaders * 2) return { status: 431, sentence: '要求的標頭太多。' }
  if (hostsIn(rawHeaders) > 1 || !/^[\w.:[\]-]*$/.test(headers.host ?? ''))
    return { status: 400, sentence: '要求的 Host 標頭有誤。' }
  if (!url.startsWith('/') || !isDecodable(url.split('?', 1)[0] ?? ''))
    return { status: 400, sentence: '這個網址的寫法有誤，無法讀取。' }
  return undefined
}

function hostsIn(rawHeaders: readonly string[]): number {
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.length === 4 && rawHeaders[index]?.toLowerCase() === 'host') hosts += 1
  }
  return hosts
}

function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
