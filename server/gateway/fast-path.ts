import type { Socket } from 'node:net'
import { chooseEncoding } from '#sanity/lake/http/encode.ts'
import type { ServerLimits, ToHttp } from '../limits.ts'
import type { FinishedPage, Variant } from './finished-page.ts'
import { readPlainHead } from './read-head.ts'
import { hitHeaders } from './send-page.ts'

export type FastPath = {
  /** Takes a new connection. */
  take: (socket: Socket, toHttp: ToHttp) => void
  /** From now on nothing is answered here. Resolves when what was answered has been sent. */
  drain: () => Promise<void>
}

/** Milliseconds a connection stays open after the time that is announced, as Node does: a client that keeps to it is not cut off. */
const keepAliveBuffer = 1_000

/**
 * Answers plain requests for kept pages at the socket, before Node makes a request and a response of them: those two cost more than all else
 * together (docs/decisions/028). At the first thing that is anything else, the bytes go back into the socket, and the connection is Node's for good.
 * `kept` are the pages that may be sent in this tick, `now` is the wall clock in epoch milliseconds.
 */
export function createFastPath({
  kept,
  now,
  limits,
}: {
  kept: (path: string) => FinishedPage | undefined
  now: () => number
  limits: ServerLimits
}): FastPath {
  const headOf = createHeads(now, limits.keepAlive)
  const sending = new Set<Socket>()
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
    if (socket.writableLength === 0) return wait(socket, limits.keepAlive + keepAliveBuffer)
    // It did not fit: this reader is slow, and is asked nothing more until it has taken in what it asked for.
    sending.add(socket)
    socket.pause()
    wait(socket, limits.silence)
    socket.write('', () => {
      sent(socket)
      wait(socket, limits.keepAlive + keepAliveBuffer)
      socket.resume()
    })
  }

  const take = (socket: Socket, toHttp: ToHttp) => {
    const hear = (bytes: Buffer) => {
      const head = drained ? undefined : readPlainHead(bytes)
      const page = head && kept(head.path)
      if (head && page?.status === 200 && page.body.length > 0)
        send(socket, page.variants[chooseEncoding(head.acceptEncoding)])
      else giveBack(bytes)
    }

    const giveBack = (bytes: Buffer) => {
      socket.off('data', hear).pause().unshift(bytes)
      // Not within this event: after it the socket goes on reading by itself, also while Node's HTTP holds it because answers wait to be sent.
      setImmediate(() => {
        socket.off('end', end).off('error', hangUp).off('timeout', late).setTimeout(0)
        if (socket.destroyed) return
        toHttp(socket)
        socket.resume()
      })
    }

    const end = () => socket.end()
    const hangUp = () => socket.destroy()
    // As Node says it to a client that asks for nothing.
    const late = () =>
      socket.bytesWritten === 0
        ? socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n', hangUp)
        : hangUp()
    socket
      .on('data', hear)
      .on('end', end)
      .on('error', hangUp)
      .on('timeout', late)
      .on('close', () => sent(socket))
    wait(socket, limits.headers)
  }

  return {
    take,
    drain: () =>
      new Promise((resolve) => {
        drained = resolve
        if (sending.size === 0) resolve()
      }),
  }
}

/** The heads of answers, made once a second for each variant that is asked for: only the date in them changes. */
function createHeads(now: () => number, keepAlive: number): (variant: Variant) => Buffer {
  const heads = new WeakMap<Variant, { second: number; bytes: Buffer }>()
  return (variant) => {
    const second = Math.floor(now() / 1000)
    const ready = heads.get(variant)
    if (ready?.second === second) return ready.bytes
    const text = head(variant, second * 1000, keepAlive)
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
  return [
    ...lines,
    `Date: ${new Date(date).toUTCString()}`,
    'Connection: keep-alive',
    `Keep-Alive: timeout=${Math.floor(keepAlive / 1000)}`,
    '',
    '',
  ].join('\r\n')
}
