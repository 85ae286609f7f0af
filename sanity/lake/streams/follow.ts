import type { Asker } from '../engine/types.ts'
import type { Commit, Engine } from '../engine/types.ts'
import { formatPosition, parsePosition, type Position } from './position.ts'

export type Step =
  /** The first step: a fresh start, a start where the caller left, or a fresh start because that place is unknown or what followed it was purged. */
  | { kind: 'start'; how: 'welcome' | 'welcomeback' | 'reset'; id: string }
  /** A commit; `sent` of its events have reached the caller before. */
  | { kind: 'commit'; commit: Commit; sent: number }

/** More than this many missed commits are not sent one by one: the client asks again. */
const mostMissed = 1000
/** Commits that are read at once. */
const pageOfMissed = 50
/** Commits that may wait for a slow listener. */
const mostWaiting = 1000

/**
 * The commits from now on, or from the place in `lastEventId` on, without a gap and without one twice, until `signal` fires.
 * Ends also when the caller is too slow: it comes back and resumes. What was missed is read under the share of `owner`.
 */
export async function* followCommits(
  engine: Engine,
  lastEventId: string | undefined,
  { owner, signal }: Asker & { signal: AbortSignal },
): AsyncGenerator<Step> {
  const asker = { signal, ...(owner === undefined ? {} : { owner }) }
  const waiting: Commit[] = []
  const state = { tooSlow: false }
  let wake = () => {}
  const stop = engine.onCommit((commit) => {
    if (waiting.length >= mostWaiting) state.tooSlow = true
    else waiting.push(commit)
    wake()
  })
  const onAbort = () => wake()
  signal.addEventListener('abort', onAbort)

  /** What was missed, from the place where the caller left. */
  async function* resume(from: Position, known: Commit | 'beginning', here: Position): AsyncGenerator<Step> {
    yield { kind: 'start', how: 'welcomeback', id: formatPosition(from) }
    if (known !== 'beginning' && from.sent !== 'all') yield { kind: 'commit', commit: known, sent: from.sent }
    for await (const commit of missedSince(engine, from, here.seq, asker)) {
      // What was purged can't be told any more: the caller must ask everything again.
      if (commit.purged === true) return yield { kind: 'start', how: 'reset', id: formatPosition(here) }
      yield { kind: 'commit', commit, sent: 0 }
    }
  }

  try {
    const { place } = engine
    let at = place.seq
    const from = parsePosition(lastEventId)
    const known = from ? await commitAt(engine, from, at, asker) : null
    if (from && known) {
      yield* resume(from, known, { ...place, sent: 'all' })
    } else {
      yield { kind: 'start', how: lastEventId ? 'reset' : 'welcome', id: formatPosition({ ...place, sent: 'all' }) }
    }
    while (!signal.aborted && !state.tooSlow) {
      const commit = waiting.shift()
      if (commit === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
          if (signal.aborted || waiting.length > 0) resolve()
        })
      } else if (commit.seq > at) {
        at = commit.seq
        yield { kind: 'commit', commit, sent: 0 }
      }
    }
  } finally {
    stop()
    signal.removeEventListener('abort', onAbort)
  }
}

/** Whether `from` is a place of this lake's history, and not too long ago; then the commit there. `null` when it is not. */
async function commitAt(
  engine: Engine,
  from: Position,
  to: number,
  asker: Asker,
): Promise<Commit | 'beginning' | null> {
  if (from.seq > to || to - from.seq > mostMissed) return null
  if (from.seq === 0) return 'beginning'
  const [known] = await engine.commitsAfter(from.seq - 1, 1, asker)
  const isSame = known?.seq === from.seq && known.transactionId === from.transactionId
  return isSame && !(from.sent !== 'all' && known.purged === true) ? known : null
}

/** The commits after `from` up to `to`, read a page at a time as the listener takes them. */
async function* missedSince(engine: Engine, from: Position, to: number, asker: Asker): AsyncGenerator<Commit> {
  for (let next = from.seq; next < to;) {
    const page = await engine.commitsAfter(next, Math.min(pageOfMissed, to - next), asker)
    if (page.length === 0) throw new Error(`The commits after ${next} are missing.`)
    for (const commit of page) {
      next = commit.seq
      yield commit
    }
  }
}
