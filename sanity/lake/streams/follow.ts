import type { Commit, Engine } from '../engine/types.ts'
import { formatPosition, parsePosition, type Position } from './position.ts'

export type Step =
  /** The first step: a fresh start, a start where the caller left, or a start anew because that place is unknown. */
  | { kind: 'start'; how: 'welcome' | 'welcomeback' | 'reset'; id: string }
  /** A commit; `sent` of its events have reached the caller before. */
  | { kind: 'commit'; commit: Commit; sent: number }

/** More than this many missed commits are not sent one by one: the client asks anew. */
const mostMissed = 1000
/** Commits that may wait for a slow listener. */
const mostWaiting = 1000

/**
 * The commits from now on, or from the place in `lastEventId` on, without a gap and without one twice, until `signal` fires.
 * Ends also when the caller is too slow: it comes back and resumes.
 */
export async function* followCommits(engine: Engine, lastEventId: string | undefined, signal: AbortSignal): AsyncGenerator<Step> {
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
  try {
    let at = engine.seq
    const from = parsePosition(lastEventId)
    const missed = from ? await missedSince(engine, from, at) : null
    const here = formatPosition(await positionAt(engine, at))
    if (from && missed) {
      yield { kind: 'start', how: 'welcomeback', id: formatPosition(from) }
      yield* missed
    } else {
      yield { kind: 'start', how: lastEventId ? 'reset' : 'welcome', id: here }
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

async function positionAt(engine: Engine, seq: number): Promise<Position> {
  const [last] = seq > 0 ? await engine.commitsAfter(seq - 1, 1) : []
  return { seq, sent: 'all', transactionId: last?.transactionId ?? '' }
}

/** The commits after `from` up to `to`; `null` when `from` is no place of this lake's history, or too long ago. */
async function missedSince(engine: Engine, from: Position, to: number): Promise<Step[] | null> {
  if (from.seq > to || to - from.seq > mostMissed) return null
  const steps: Step[] = []
  let next = from.seq
  if (from.seq > 0) {
    const [known] = await engine.commitsAfter(from.seq - 1, 1)
    if (known?.seq !== from.seq || known.transactionId !== from.transactionId) return null
    if (from.sent !== 'all' && known.purged === true) return null
    if (from.sent !== 'all') steps.push({ kind: 'commit', commit: known, sent: from.sent })
  }
  while (next < to) {
    const page = await engine.commitsAfter(next, 100)
    for (const commit of page) {
      // What was purged can't be told any more: the client asks anew.
      if (commit.seq !== next + 1 || commit.purged === true) return null
      next = commit.seq
      if (next <= to) steps.push({ kind: 'commit', commit, sent: 0 })
    }
    if (page.length === 0) return null
  }
  return steps
}
