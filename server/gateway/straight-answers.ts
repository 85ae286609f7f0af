import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { chooseEncoding } from '#sanity/lake/http/encode.ts'
import type { FinishedPage, Variant } from './finished-page.ts'
import { readHead, type Head } from './read-head.ts'
import { hitHeaders } from './send-page.ts'

export type StraightAnswers = {
  /** From now on nothing is answered here. Resolves when what was answered has been sent. */
  drain: () => Promise<void>
}

/**
 * Answers plain requests for kept pages at the socket, before Node makes a request and a response of them: those two cost more than all
 * else together (docs/decisions/021). A whole head of any other kind is given to Node's own HTTP, and the connection taken back when that
 * has answered; with whatever is less clear the connection is Node's for good. `kept` are the pages that may be sent in this tick, `now` is the
 * wall clock in epoch milliseconds.
 */
export function answerStraight(server: Server, options: { kept: (path: string) => FinishedPage | undefined; now: () => number }): StraightAnswers {
  const { kept, now } = options
  const toNode = nodesOwn(server)
  const headOf = createHeads(now, () => server.keepAliveTimeout)
  const idle = server.keepAliveTimeout + server.keepAliveTimeoutBuffer // longer than what is announced: who keeps to that is not cut off
  const sending = new Set<Socket>()
  /** Connections on which Node is answering, and what to do when it has. */
  const lent = new WeakMap<Socket, () => void>()
  let drained: (() => void) | undefined

  const sent = (socket: Socket) => {
    sending.delete(socket)
    if (sending.size === 0) drained?.()
  }

  const send = (socket: Socket, variant: Variant) => {
    socket.cork()
    socket.write(headOf(variant))
    socket.write(variant.body)
    socket.uncork()
    if (socket.writableLength === 0) return wait(socket, idle)
    // It did not fit: this reader is slow, and is asked nothing more until it has taken in what it asked for.
    sending.add(socket)
    socket.pause()
    wait(socket, server.timeout)
    socket.write('', () => {
      sent(socket)
      wait(socket, idle)
      socket.resume()
    })
  }

  const take = (socket: Socket) => {
    if (socket.destroyed) return // its address has too many
    let isLent = false
    let nodeHears: ((bytes: Buffer) => void) | undefined

    const hear = (bytes: Buffer) => {
      const head: Head = isLent || drained || !socket.writable ? { kind: 'other' } : readHead(bytes)
      const page = head.kind === 'plain' ? kept(head.path) : undefined
      if (head.kind === 'plain' && page?.status === 200 && page.body.length > 0) send(socket, page.variants[chooseEncoding(head.acceptEncoding)])
      else if (head.kind === 'other') leave(bytes)
      else lend(bytes)
    }

    const lend = (bytes: Buffer) => {
      isLent = true
      const isNew = nodeHears === undefined
      const heard = (nodeHears ??= join())
      // Heard anew: left alone Node reads from under the socket, and what comes next would pass us by.
      if (isNew) socket.off('data', heard).off('data', hear).on('data', hear)
      heard.call(socket, bytes)
    }

    const leave = (bytes: Buffer) => {
      socket.off('data', hear)
      lent.delete(socket)
      if (nodeHears) socket.on('data', nodeHears)
      else nodeHears = join()
      nodeHears.call(socket, bytes)
    }

    /** Lets Node in. Out: what it hears data with. */
    const join = () => {
      socket.off('end', end).off('error', hangUp).off('timeout', hangUp)
      toNode.call(server, socket)
      lent.set(socket, () => (isLent = false))
      return socket.listeners('data').find((listener) => listener !== hear) as (bytes: Buffer) => void
    }

    const end = () => socket.end()
    const hangUp = () => socket.destroy()
    socket.on('data', hear).on('end', end).on('error', hangUp).on('timeout', hangUp).on('close', () => sent(socket))
    wait(socket, server.headersTimeout)
  }

  server.off('connection', toNode).on('connection', take)
  server.on('request', ({ socket }, response) => {
    const takeBack = lent.get(socket)
    if (takeBack) response.on('close', takeBack)
  })
  return {
    drain: () =>
      new Promise((resolve) => {
        drained = resolve
        if (sending.size === 0) resolve()
      }),
  }
}

/** What Node itself does with a new connection. */
function nodesOwn(server: Server): (this: Server, socket: Socket) => void {
  const own = server.listeners('connection').filter((listener) => listener.name === 'connectionListener')
  const [first] = own
  if (!first || own.length > 1) throw new Error('Node no longer takes connections as it did; see docs/decisions/021')
  return first as (this: Server, socket: Socket) => void
}

/** The heads of answers, made once a second for each variant that is asked for: only the date in them changes. */
function createHeads(now: () => number, keepAlive: () => number): (variant: Variant) => Buffer {
  const heads = new WeakMap<Variant, { second: number; bytes: Buffer }>()
  return (variant) => {
    const second = Math.floor(now() / 1000)
    const ready = heads.get(variant)
    if (ready?.second === second) return ready.bytes
    const text = head(variant, second * 1000, keepAlive())
    const bytes = Buffer.allocUnsafeSlow(text.length) // with storage of its own: a cut of a pool would keep all of the pool for as long as the page
    bytes.write(text, 'latin1')
    heads.set(variant, { second, bytes })
    return bytes
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
