import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { mayUse, type Caller } from '../auth/caller.ts'
import { isTrustedOrigin } from '../auth/origin.ts'
import { LakeError } from '../engine/types.ts'
import { serveStreams } from '../mux/mux-server.ts'
import { failureAnswer, forbidden, notFound, unauthorized } from './answer.ts'
import type { LakeContext } from './exchange.ts'
import { lakeAddress } from './handle.ts'

const beatEvery = 15_000
/** Requests to open streams and presence are small. */
const mostBytes = 256 * 1024
/** WebSockets of one account: a Studio holds two in each tab. */
const mostSockets = 64

export type Sockets = {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** The lake's WebSockets: presence (`/v…/socket/<dataset>`) and the event streams in one (`/streams`). */
export function createSockets(lake: LakeContext): Sockets {
  const counts = new Map<string, number>()
  const server = new WebSocketServer({ noServer: true, maxPayload: mostBytes, clientTracking: true })
  const alive = new WeakSet<WebSocket>()
  const beats = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate() // no pong since the last beat: the other side is gone
      else socket.ping()
    }
  }, beatEvery)
  beats.unref()

  return {
    upgrade(req, socket, head) {
      socket.on('error', () => socket.destroy())
      try {
        const { caller, serve } = admit(lake, req)
        const count = counts.get(caller.id) ?? 0
        if (count >= mostSockets) {
          throw new LakeError(429, {
            type: 'tooManyRequests',
            description: `There are ${mostSockets} connections of this account already. Close some of its tabs first.`,
            retryAfter: 5,
          })
        }
        // Counted from here, given back when the connection ends, whether it becomes a WebSocket or not.
        counts.set(caller.id, count + 1)
        socket.once('close', () => {
          const left = (counts.get(caller.id) ?? 1) - 1
          if (left === 0) counts.delete(caller.id)
          else counts.set(caller.id, left)
        })
        server.handleUpgrade(req, socket, head, (accepted) => {
          alive.add(accepted)
          accepted.on('pong', () => alive.add(accepted))
          accepted.on('error', () => accepted.terminate())
          serve(accepted)
        })
      } catch (error) {
        refuse(socket, error)
      }
    },
    close() {
      clearInterval(beats)
      for (const socket of server.clients) {
        socket.close(1001)
        socket.terminate()
      }
      server.close()
    },
  }
}

function admit(lake: LakeContext, req: IncomingMessage): { caller: Caller; serve: (socket: WebSocket) => void } {
  const caller = lake.auth.callerOf(req.headers)
  if (!caller) throw unauthorized('This lake is private: sign in, or send a token.')
  if (caller.by === 'cookie' && !isTrustedOrigin(req.headers, lake)) {
    throw forbidden(
      'A WebSocket must be opened by a page of this site or of an allowed one: its Origin is another, or missing.',
    )
  }
  if (!mayUse(caller, 'read')) throw forbidden('This token reads what is published, and nothing else.')
  const { url } = lakeAddress(lake, req.url ?? '')
  const serve = (beat: string, work: (lake: LakeContext, socket: WebSocket, caller: Caller) => void) => ({
    caller,
    serve: (socket: WebSocket) => {
      closeWhenEnded(socket, caller)
      say(socket, beat)
      work(lake, socket, caller)
    },
  })
  if (url.pathname === '/streams') return serve('{"type":"beat"}', serveStreams)
  if (url.pathname === `/socket/${lake.dataset}`) return serve('♥', servePresence)
  throw notFound(`There is no WebSocket at ${url.pathname}.`)
}

function servePresence(lake: LakeContext, socket: WebSocket, caller: Caller): void {
  const member = lake.presence.join({
    caller,
    send(text) {
      if (socket.readyState === socket.OPEN && socket.bufferedAmount < mostBytes) socket.send(text)
    },
  })
  socket.on('message', (data) => member.receive(String(data)))
  socket.on('close', () => member.leave())
}

/** Browsers can't see pings, so something must be said now and then. */
function say(socket: WebSocket, text: string): void {
  const timer = setInterval(() => {
    if (socket.readyState === socket.OPEN) socket.send(text)
  }, beatEvery)
  timer.unref()
  socket.on('close', () => clearInterval(timer))
}

function closeWhenEnded(socket: WebSocket, caller: Caller): void {
  const end = () => socket.close(1008)
  caller.ended.addEventListener('abort', end)
  socket.on('close', () => caller.ended.removeEventListener('abort', end))
}

function refuse(socket: Duplex, error: unknown): void {
  const known =
    error instanceof LakeError
      ? error
      : new LakeError(500, { type: 'internalServerError', description: 'The lake failed.' })
  const body = JSON.stringify(failureAnswer(known).json)
  socket.end(
    `HTTP/1.1 ${known.status} ${STATUS_CODES[known.status] ?? ''}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}
