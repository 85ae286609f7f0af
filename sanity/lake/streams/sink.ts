import type { IncomingMessage, ServerResponse } from 'node:http'
import { baseHeaders } from '../http/answer.ts'

/** Where an event stream is written to: an HTTP answer, or one of the streams inside a WebSocket. */
export type Sink = {
  write(text: string): void
  /** Ends the stream in good order. */
  end(): void
  /** Fires when the stream is over, no matter who ended it. */
  readonly over: AbortSignal
}

export type StreamEvent = { id?: string; event?: string; data: unknown }

/** A listener that has this many bytes waiting does not read: it is dropped, and resumes when it comes back. */
export const mostPendingBytes = 16 * 1024 * 1024

export const streamHeaders: Readonly<Record<string, string>> = {
  ...baseHeaders,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
}

/** One server-sent event as text. JSON has no raw line breaks, so one `data:` line is enough. */
export function eventText(event: StreamEvent): string {
  const id = event.id === undefined ? '' : `id: ${event.id}\n`
  const name = event.event === undefined ? '' : `event: ${event.event}\n`
  return `${id}${name}data: ${JSON.stringify(event.data)}\n\n`
}

/** A comment line, so that nothing between here and the listener takes the silence for the end. */
export const heartbeatText = ':\n\n'

/** Begins an event stream as the answer of an HTTP request. */
export function httpSink(req: IncomingMessage, res: ServerResponse): Sink {
  const over = new AbortController()
  res.on('close', () => over.abort())
  req.socket.setNoDelay(true)
  req.socket.setTimeout(0)
  res.writeHead(200, streamHeaders)
  res.flushHeaders()
  return {
    over: over.signal,
    write(text) {
      if (over.signal.aborted) return
      res.write(text)
      if (res.writableLength > mostPendingBytes) res.destroy()
    },
    end() {
      res.end()
      over.abort()
    },
  }
}
