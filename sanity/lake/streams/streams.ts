import { LakeError } from '../engine/types.ts'
import { heartbeatText, type Sink } from './sink.ts'

export type Streams = {
  /** Throws LakeError 429 when this owner holds as many streams as one may. */
  mustBeFree(owner: StreamOwner): void
  /** Takes part in heartbeats, and is ended when the lake closes or `ended` (the caller's session) fires. */
  add(sink: Sink, owner: StreamOwner, ended: AbortSignal | undefined): void
  /** How many streams are open. */
  readonly size: number
  close(): void
}

/** Whose streams are counted together: a caller's, or those of all strangers of one address. */
type StreamOwner = { key: string; isStranger: boolean }

/**
 * Streams of one owner. A Studio holds a dozen in each tab and a few more for each document that is open: 300 are some fifteen tabs. Strangers are
 * sites elsewhere, which hold one for each of their processes.
 */
const mostStreams = { caller: 300, stranger: 32 }

/** Keeps account of the open event streams, however they are carried. `beatEvery` is in milliseconds. */
export function createStreams(beatEvery = 10_000): Streams {
  // Proxies and laptops drop a connection that is silent for long, and a site elsewhere takes 30 s of silence for a lost one:
  // at the protocol's 15 s a single late beat would be enough.
  const open = new Set<Sink>()
  const counts = new Map<string, number>()
  const timer = setInterval(() => {
    for (const sink of open) sink.write(heartbeatText)
  }, beatEvery)
  timer.unref()
  return {
    get size() {
      return open.size
    },
    mustBeFree({ key, isStranger }) {
      const most = isStranger ? mostStreams.stranger : mostStreams.caller
      if ((counts.get(key) ?? 0) < most) return
      const whose = isStranger ? 'from this address' : 'of this account'
      throw new LakeError(429, {
        type: 'tooManyRequests',
        description: `There are ${most} event streams ${whose} already. Close some of them first.`,
        retryAfter: 5,
      })
    },
    add(sink, { key }, ended) {
      if (sink.over.aborted) return
      open.add(sink)
      counts.set(key, (counts.get(key) ?? 0) + 1)
      const end = () => sink.end()
      ended?.addEventListener('abort', end)
      sink.over.addEventListener('abort', () => {
        open.delete(sink)
        const left = (counts.get(key) ?? 1) - 1
        if (left === 0) counts.delete(key)
        else counts.set(key, left)
        ended?.removeEventListener('abort', end)
      })
      if (ended?.aborted) end()
    },
    close() {
      clearInterval(timer)
      for (const sink of open) sink.end()
    },
  }
}
