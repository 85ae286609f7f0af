import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Caller } from '../auth/caller.ts'
import { failureAnswer } from '../http/answer.ts'
import type { LakeContext } from '../http/exchange.ts'
import { lakeAddress, mustBeProject, projectHeader } from '../http/handle.ts'
import { openStream } from '../streams/open-stream.ts'
import { mostPendingBytes, type Sink, streamHeaders } from '../streams/sink.ts'
import { readJsonText } from '../work/json-text.ts'
import { createTokenBucket } from '../work/token-bucket.ts'
import type { ServerFrame } from './frames.ts'

const clientFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    id: z.number().int(),
    url: z.string().max(32_768),
    headers: z.record(z.string(), z.string()),
  }),
  z.object({ type: z.literal('abort'), id: z.number().int() }),
])

/** No Studio opens this many at once. */
const mostStreams = 200
/** Openings: a Studio opens a dozen streams in each tab when the connection comes back. */
const openings = { most: 400, perSecond: 20 }

/** Serves the event streams of one browser over its WebSocket: the same streams, with the same answers, as over HTTP. */
export function serveStreams(lake: LakeContext, socket: WebSocket, caller: Caller): void {
  const open = new Map<number, Sink>()
  const mayOpen = createTokenBucket(openings, () => performance.now())
  const send = (frame: ServerFrame) => {
    if (socket.readyState !== socket.OPEN) return
    socket.send(JSON.stringify(frame))
    if (socket.bufferedAmount > mostPendingBytes) socket.terminate()
  }

  socket.on('message', (data) => {
    const frame = clientFrame.safeParse(readJsonText(String(data)))
    if (!frame.success) return
    if (frame.data.type === 'abort') open.get(frame.data.id)?.end()
    else begin(frame.data)
  })
  socket.on('close', () => {
    for (const sink of open.values()) sink.end()
  })

  function begin({ id, url, headers }: { id: number; url: string; headers: Readonly<Record<string, string>> }): void {
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
    if (!mayOpen() || open.has(id) || open.size >= mostStreams) return refuse(id, 429, '{}', {})
    try {
      const { authorization } = given
      const address = lakeAddress(lake, withoutOrigin(url))
      mustBeProject(lake, given[projectHeader])
      const lastEventId = given['last-event-id']
      openStream(
        lake,
        {
          ...address,
          caller: authorization === undefined ? caller : lake.auth.callerOf({ authorization }),
          network: 'socket', // its owner is signed in; a token that is none in a frame makes a stranger
          ...(lastEventId === undefined ? {} : { lastEventId }),
        },
        () => socketSink(id),
      )
    } catch (error) {
      const { status = 500, json } = failureAnswer(error)
      refuse(id, status, JSON.stringify(json), { 'content-type': 'application/json; charset=utf-8' })
    }
  }

  function socketSink(id: number): Sink {
    const over = new AbortController()
    const sink: Sink = {
      over: over.signal,
      write(text) {
        if (!over.signal.aborted) send({ type: 'data', id, text })
      },
      end() {
        if (over.signal.aborted) return
        over.abort()
        open.delete(id)
        send({ type: 'end', id })
      },
    }
    open.set(id, sink)
    send({ type: 'head', id, status: 200, headers: streamHeaders })
    return sink
  }

  function refuse(id: number, status: number, body: string, headers: Readonly<Record<string, string>>): void {
    send({ type: 'head', id, status, headers })
    send({ type: 'data', id, text: body })
    send({ type: 'end', id })
  }
}

function withoutOrigin(url: string): string {
  const parsed = URL.parse(url, 'http://lake.invalid')
  return parsed ? parsed.pathname + parsed.search : url
}
