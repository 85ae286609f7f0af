import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { chooseEncoding } from '#sanity/lake/http/encode.ts'
import type { FinishedPage, Variant } from './finished-page.ts'
import { readPlainRequest } from './plain-request.ts'
import { hitHeaders } from './send-page.ts'

export type StraightAnswers = {
  /** From now on nothing is answered here. Resolves when what was answered has been sent. */
  drain: () => Promise<void>
}

/**
 * Answers plain requests for kept pages at the socket, before Node makes a request and a response of them: those two cost more than all
 * else together (docs/decisions/021). The first request that is not plain, or not for a kept page, takes its connection to Node's own
 * HTTP for good. `kept` are the pages that may be sent in this tick, `now` is the wall clock in epoch milliseconds.
 */
export function answerStraight(server: Server, options: { kept: (path: string) => FinishedPage | undefined; now: () => number }): StraightAnswers {
  const { kept, now } = options
  const byNode = server.listeners('connection').filter((listener) => listener.name === 'connectionListener')
  if (byNode.length !== 1) throw new Error('Node no longer takes connections as it did; see docs/decisions/021')
  const heads = new WeakMap<Variant, { second: number; bytes: Buffer }>()
  const sending = new Set<Socket>()
  let drained: (() => void) | undefined

  /** Made once a second for each variant that is asked for: only the date in it changes. */
  const headOf = (variant: Variant): Buffer => {
    const second = Math.floor(now() / 1000)
    const ready = heads.get(variant)
    if (ready?.second === second) return ready.bytes
    const bytes = Buffer.from(head(variant, second * 1000, server.keepAliveTimeout), 'latin1')
    heads.set(variant, { second, bytes })
    return bytes
  }

  const send = (socket: Socket, variant: Variant) => {
    socket.cork()
    socket.write(headOf(variant))
    socket.write(variant.body)
    socket.uncork()
    if (socket.writableLength === 0) return wait(socket, server.keepAliveTimeout)
    // It did not fit: this reader is slow. It is asked nothing more until it has taken in what it asked for.
    sending.add(socket)
    socket.pause()
    wait(socket, server.timeout)
    socket.write('', () => {
      sent(socket)
      wait(socket, server.keepAliveTimeout)
      socket.resume()
    })
  }

  const sent = (socket: Socket) => {
    sending.delete(socket)
    if (sending.size === 0) drained?.()
  }

  const take = (socket: Socket) => {
    if (socket.destroyed) return // its address has too many
    const hear = (bytes: Buffer) => {
      const request = drained ? undefined : readPlainRequest(bytes)
      const page = request && kept(request.path)
      if (page?.status === 200 && page.body.length > 0) send(socket, page.variants[chooseEncoding(request?.acceptEncoding)])
      else handOver(bytes)
    }
    const end = () => socket.end()
    const hangUp = () => socket.destroy()
    const handOver = (bytes: Buffer) => {
      socket.pause().off('data', hear).off('end', end).off('error', hangUp).off('timeout', hangUp).off('close', close)
      socket.setTimeout(0)
      socket.unshift(bytes)
      for (const listener of byNode) listener.call(server, socket)
      socket.resume()
    }
    const close = () => sent(socket)
    socket.on('data', hear).on('end', end).on('error', hangUp).on('timeout', hangUp).on('close', close)
    wait(socket, server.headersTimeout)
  }

  for (const listener of byNode) server.off('connection', listener as () => void)
  server.on('connection', take)
  return {
    drain: () =>
      new Promise((resolve) => {
        drained = resolve
        if (sending.size === 0) resolve()
      }),
  }
}

/** Cuts a connection off when nothing moves on it for so long. */
function wait(socket: Socket, milliseconds: number): void {
  if (socket.timeout !== milliseconds) socket.setTimeout(milliseconds)
}

/** The head of an answer as Node writes it for the same headers. `date` is in epoch milliseconds, `keepAlive` in milliseconds. */
function head({ headers }: Variant, date: number, keepAlive: number): string {
  const lines = ['HTTP/1.1 200 OK']
  const all = hitHeaders(headers)
  for (let index = 0; index < all.length; index += 2) lines.push(`${all[index]}: ${all[index + 1]}`)
  return [...lines, `Date: ${new Date(date).toUTCString()}`, 'Connection: keep-alive', `Keep-Alive: timeout=${Math.floor(keepAlive / 1000)}`, '', ''].join('\r\n')
}
