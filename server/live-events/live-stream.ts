import { setTimeout } from 'node:timers'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { z } from 'zod'

/** What a live event stream says. */
export type LiveEvent =
  /** From here on every published commit is told. */
  | { kind: 'welcome' }
  /** A published commit: answers that carry one of these tags are no longer true. */
  | { kind: 'message'; tags: readonly string[] }
  /** A comment: nothing new, and still there. */
  | { kind: 'beat' }

export type LiveStreamOptions = {
  url: string
  token: string | undefined
  /** In milliseconds. So long without a byte, and the stream counts as lost. */
  silence: number
  /** Calls the stream off. */
  signal: AbortSignal
  hear: (event: LiveEvent) => void
}

/** What the lake says when the stream is over or has a hole; the last three are the lake's general ones for event streams. */
const endings: ReadonlySet<string> = new Set(['restart', 'goaway', 'reconnect', 'disconnect', 'channelError', 'error'])

const messageData = z.object({ tags: z.array(z.string().min(1)) })

/** In characters. A message is a list of tags; what is longer without an end is no event stream. */
const longestEvent = 4 * 1024 * 1024

/**
 * Opens one live event stream and hands on what it says. Never resolves: rejects with the reason when the stream is over, can't be had,
 * is silent (headers that don't come count too), or says what no lake says. Then the connection is gone.
 */
export async function readLiveStream({ url, token, silence, signal, hear }: LiveStreamOptions): Promise<never> {
  const over = new AbortController()
  // Node counts timers by the monotonic clock: a wall clock that is set must neither hide a silence nor make one up.
  const timer = setTimeout(() => over.abort(new Error(`The lake was silent for ${silence} ms.`)), silence)
  try {
    const answer = await fetch(url, {
      headers: { accept: 'text/event-stream', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      cache: 'no-store',
      signal: AbortSignal.any([signal, over.signal]),
    })
    const type = answer.headers.get('content-type') ?? 'nothing named'
    if (answer.status !== 200) throw new Error(`The lake answered ${answer.status}.`)
    if (!answer.body || !type.startsWith('text/event-stream'))
      throw new Error(`The answer is no event stream but ${type}.`)
    const decoder = new TextDecoder('utf-8', { fatal: true })
    const parser = createParser({
      maxBufferSize: longestEvent,
      onComment: () => hear({ kind: 'beat' }),
      onEvent: (event) => hand(event, hear),
      onError: (error) => {
        throw error
      },
    })
    for await (const chunk of answer.body) {
      timer.refresh()
      parser.feed(decoder.decode(chunk, { stream: true }))
    }
    throw new Error('The lake ended the stream.')
  } finally {
    clearTimeout(timer)
    over.abort()
  }
}

/** Events of other names are passed over, as the real client does: the hosted lake may say more than we know. */
function hand({ event = 'message', data }: EventSourceMessage, hear: (event: LiveEvent) => void): void {
  if (endings.has(event)) throw new Error(`The lake said ${event}: ${data.slice(0, 200)}`)
  if (event === 'welcome') hear({ kind: 'welcome' })
  if (event === 'message') hear({ kind: 'message', tags: messageData.parse(JSON.parse(data)).tags })
}
