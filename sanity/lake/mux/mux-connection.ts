import type { ClientFrame, ServerFrame } from './frames.ts'

export type MuxConnection = {
  /** Opens a stream; resolves when the lake has answered with a status. Rejects when the connection drops before, or on abort. */
  open(url: string, headers: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<Response>
  /** Whether the connection is there, or on its way. */
  isOpen(): boolean
}

/** What is needed of a WebSocket: the browser's has it, and so has the one that tests use. */
export type SocketLike = {
  readonly readyState: number
  send(text: string): void
  close(): void
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
}

/** The WebSocket could not be opened at all: nobody is signed in, or something between here and the lake refuses it. */
export class NeverOpenedError extends TypeError {
  override name = 'NeverOpenedError'
}

const connecting = 0
const connected = 1

type Stream = {
  head(status: number, headers: Readonly<Record<string, string>>): void
  data(text: string): void
  end(): void
  fail(error: Error): void
}

/** The lake beats every 15 s; a connection that is silent for longer than this is dead, whatever the browser thinks. */
const mostSilence = 45_000
/** The Studio closes one listener and opens the next: the connection outlives that moment. */
const lingerFor = 2_000

/** Speaks for all event streams over one WebSocket. When it drops, its streams fail, and the client comes back with Last-Event-ID. */
export function createMuxConnection(socket: SocketLike): MuxConnection {
  const streams = new Map<number, Stream>()
  const waiting: string[] = []
  let nextId = 1
  let lost = false
  let wasOpen = false
  let heard = Date.now()
  let linger: ReturnType<typeof setTimeout> | undefined

  const watch = setInterval(() => {
    if (Date.now() - heard > mostSilence) lose()
  }, mostSilence / 3)

  function send(frame: ClientFrame): void {
    if (socket.readyState === connecting) waiting.push(JSON.stringify(frame))
    else if (socket.readyState === connected) socket.send(JSON.stringify(frame))
  }

  function forget(id: number): void {
    streams.delete(id)
    if (streams.size > 0 || lost) return
    clearTimeout(linger)
    linger = setTimeout(() => {
      if (streams.size === 0) lose()
    }, lingerFor)
  }

  function lose(): void {
    if (lost) return
    lost = true
    clearInterval(watch)
    clearTimeout(linger)
    socket.close()
    const reason = wasOpen ? new TypeError('The connection to the lake was lost.') : new NeverOpenedError()
    for (const stream of streams.values()) stream.fail(reason)
    streams.clear()
  }

  socket.addEventListener('open', () => {
    wasOpen = true
    for (const text of waiting.splice(0)) socket.send(text)
  })
  socket.addEventListener('close', lose)
  socket.addEventListener('error', lose)
  socket.addEventListener('message', (event) => {
    heard = Date.now()
    const frame = readFrame(event.data)
    if (!frame || frame.type === 'beat') return
    const stream = streams.get(frame.id)
    if (!stream) return
    if (frame.type === 'head') stream.head(frame.status, frame.headers)
    else if (frame.type === 'data') stream.data(frame.text)
    else {
      stream.end()
      forget(frame.id)
    }
  })

  return {
    isOpen: () => !lost && socket.readyState <= connected,
    open(url, headers, signal) {
      const id = nextId++
      return new Promise((resolve, reject) => {
        const leave = () => {
          if (!streams.has(id)) return
          send({ type: 'abort', id })
          forget(id)
        }
        const { stream, body } = createStream(leave)
        const onAbort = () => {
          leave()
          const error = new DOMException('The stream was called off.', 'AbortError')
          stream.fail(error)
          reject(error)
        }
        signal?.addEventListener('abort', onAbort, { once: true })
        streams.set(id, {
          ...stream,
          head: (status, given) =>
            resolve(new Response(isBodiless(status) ? null : body, { status, headers: { ...given } })),
          end() {
            signal?.removeEventListener('abort', onAbort)
            stream.end()
          },
          fail(error) {
            signal?.removeEventListener('abort', onAbort)
            stream.fail(error)
            reject(error)
          },
        })
        send({ type: 'open', id, url, headers })
      })
    },
  }
}

function createStream(onCancel: () => void): {
  stream: Omit<Stream, 'head'>
  body: ReadableStream<Uint8Array<ArrayBuffer>>
} {
  const encoder = new TextEncoder()
  let sink: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      sink = controller
    },
    cancel() {
      sink = undefined
      onCancel()
    },
  })
  const once = (work: (to: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>) => void) => {
    const to = sink
    sink = undefined
    if (to) work(to)
  }
  return {
    body,
    stream: {
      data: (text) => sink?.enqueue(encoder.encode(text)),
      end: () => once((to) => to.close()),
      fail: (error) => once((to) => to.error(error)),
    },
  }
}

function isBodiless(status: number): boolean {
  return status === 204 || status === 304
}

function readFrame(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null
  try {
    const frame: ServerFrame = JSON.parse(data)
    return frame
  } catch {
    return null
  }
}
