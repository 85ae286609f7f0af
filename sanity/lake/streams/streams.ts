import { heartbeatText, type Sink } from './sink.ts'

export type Streams = {
  /** Takes part in heartbeats, and is ended when the lake closes or `ended` (the caller's session) fires. */
  add(sink: Sink, ended: AbortSignal | undefined): void
  /** How many streams are open. */
  readonly size: number
  close(): void
}

/** Keeps account of the open event streams, however they are carried. `beatEvery` is in milliseconds. */
export function createStreams(beatEvery = 10_000): Streams {
  // Proxies and laptops drop a connection that is silent for long, and a site elsewhere takes 30 s of silence for a lost one:
  // at the protocol's 15 s a single late beat would be enough.
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
      ended?.addEventListener('abort', end)
      sink.over.addEventListener('abort', () => {
        open.delete(sink)
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
