import { setTimeout as sleep } from 'node:timers/promises'
import type { Settings } from '#lib/settings/settings.ts'
import type { Log } from '../log.ts'
import { type LiveEvent, readLiveStream } from './live-stream.ts'

type LakeElsewhere = Extract<Settings['lake'], { kind: 'elsewhere' }>

/** The pageCache's side of it: what a stream of events can say of the pages that are kept. */
type Followed = {
  /** Invalidates the pages made from any of these tags. */
  invalidate: (tags: readonly string[]) => void
  /** There may be commits that nobody told. */
  unprove: () => void
  /** Pages begun from now on are told of every commit; those begun before are not. */
  prove: () => void
}

export type FollowOptions = {
  lake: LakeElsewhere
  pageCache: Followed
  log: Log
  /** Milliseconds to wait before the next attempt, after so many failures in a row before this one (see `retryPause`). */
  pause: (failuresBefore: number) => number
  /** In milliseconds without a byte; then the connection counts as lost. Our lakes send a comment every 10 s. */
  silence?: number
}

export type LiveEvents = {
  /** Leaves the stream. When it resolves no connection is open, and the pageCache has been told that nobody listens. */
  close(): Promise<void>
}

/**
 * The one subscriber of a lake elsewhere: tells the pageCache what the lake's live event stream says, as long as the process runs.
 *
 * Every break is a gap. The protocol could resume behind an event id, but it has no word for "you have now heard all you missed":
 * the welcome is the same, a `restart` may follow it, and the moment at which the pages kept before are true again can't be known.
 * A fresh stream needs no such moment: whatever is asked after its welcome is as new as the stream's beginning.
 */
export function followLiveEvents({ lake, pageCache, log, pause, silence = 30_000 }: FollowOptions): LiveEvents {
  const over = new AbortController()
  let isProven = false
  let failures = 0
  let told: string | undefined

  function hear(event: LiveEvent): void {
    if (event.kind === 'welcome') {
      isProven = true
      pageCache.prove()
      return
    }
    // Only what comes after the welcome proves that the lake keeps us: one that is full says welcome, goaway, and ends, each time.
    if (isProven && failures > 0) {
      failures = 0
      told = undefined
      log({ level: 'info', message: 'The live events of the lake are heard again.' })
    }
    // The hosted lake has no tag that stands for every published commit; pages without a body of their own are kept under this one.
    if (event.kind === 'message') pageCache.invalidate([...new Set([...event.tags, 'any'])])
  }

  function gap(reason: string): void {
    // Once per gap: the pageCache counts the minutes from here.
    if (isProven) pageCache.unprove()
    isProven = false
    if (over.signal.aborted || reason === told) return
    told = reason
    log({
      level: 'warn',
      message: 'The live events of the lake are not heard; kept pages are unproven until they are.',
      reason,
    })
  }

  async function follow(): Promise<void> {
    while (!over.signal.aborted) {
      const reason = await readLiveStream({
        url: liveEventsAddress(lake),
        token: lake.readToken,
        silence,
        signal: over.signal,
        hear,
      }).catch(sentence)
      gap(reason)
      const milliseconds = pause(failures)
      failures += 1
      await sleep(milliseconds, undefined, { signal: over.signal }).catch(() => {}) // rejects only when we are closing
    }
  }

  pageCache.unprove()
  const followed = follow()
  return {
    close() {
      over.abort()
      return followed
    },
  }
}

/** The address of a lake's live event stream. Its version is that of the questions (sanity/client.ts), whose answers carry the same tags. */
export function liveEventsAddress({
  apiHost,
  projectId,
  dataset,
}: Pick<LakeElsewhere, 'apiHost' | 'projectId' | 'dataset'>): string {
  return `${apiHost ?? `https://${projectId}.api.sanity.io`}/v2025-02-19/data/live/events/${dataset}`
}

/** The reason in words. What `fetch` rejects with says nothing itself; its cause does. */
function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message || error.cause.name}` : error.message
}
