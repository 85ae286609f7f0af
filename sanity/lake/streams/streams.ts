import { heartbeatText, type Sink } from './sink.ts'

export type Streams = {
  /** Takes part in heartbeats, and is ended when the lake closes or `ended` (the caller's session) fires. */
  add(sink: Sink, ended: AbortSignal): void
  /** How many streams are open. */
  readonly size: number
  close(): void
}

/** Proxies and laptops drop a connection that is silent for long; the protocol says 15 s. */
const beatEvery = 15_000

/** Keeps account of the open event streams, however they are carried. */
export function createStreams(): Streams {
  const open = new Set<Sink>()
  const timer = setInterval(() => {
    for (const sink of open) sink.write(heartbeatText)
  }, beatEvery)
  timer.unref()
  return {
    get size() {
      return open.size
    },
    add(sink, ended) {
      if (sink.over.aborted) return
      open.add(sink)
      const end = () => sink.end()
      ended.addEventListener('abort', end)
      sink.over.addEventListener('abort', () => {
        open.delete(sink)
        ended.removeEventListener('abort', end)
      })
      if (ended.aborted) end()
    },
    close() {
      clearInterval(timer)
      for (const sink of open) sink.end()
    },
  }
}
