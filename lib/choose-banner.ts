/** Instants are ISO strings in UTC; null is open. An interval holds for from <= now < until. */
export type Interval = { from: string | null; until: string | null }

export type Candidate<B> = { _id: string; startsAt: string | null; endsAt: string | null; priority: number; banner: B }

export type Lost = { id: string; reason: 'not-started' | 'ended' | 'empty-period' | 'lower-priority' | 'not-drawable' }

export type Choice<B> = Interval & {
  /** What stands in the slot at `now`; null: nothing, no box and no gap. */
  banner: B | null
  /** The placement that won; null for a fallback or nothing. */
  placementId: string | null
  /** When that placement ends; null for an open end, a fallback or nothing. */
  endsAt: string | null
  lost: Lost[]
}

const start = (each: { startsAt: string | null }) => (each.startsAt === null ? -Infinity : Date.parse(each.startsAt))
const end = (each: { endsAt: string | null }) => (each.endsAt === null ? Infinity : Date.parse(each.endsAt))

/** Highest priority first; of equals the one that starts later, then the lower id. */
const byRank = <B>(a: Candidate<B>, b: Candidate<B>): number =>
  b.priority - a.priority || compare(start(b), start(a)) || (a._id < b._id ? -1 : 1)

/** Not a subtraction: two open starts would give NaN. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)

/**
 * Which banner stands in a slot at `now`, and the interval around `now` in which that stays so, as far as these candidates tell.
 * `drawable` says whether a banner can be shown at all; one that can't leaves its place to the next.
 */
export function chooseBanner<B>(
  slot: { placements: readonly Candidate<B>[]; fallback: B | null },
  now: Date,
  drawable: (banner: B) => boolean = () => true,
): Choice<B> {
  const ranked = slot.placements.toSorted(byRank)
  const able = ranked.filter((each) => start(each) < end(each) && drawable(each.banner))
  const at = now.getTime()
  const winnerAt = (time: number) => able.find((each) => start(each) <= time && time < end(each))
  const winner = winnerAt(at)
  const bounds = [...new Set(able.flatMap((each) => [start(each), end(each)]))].filter(Number.isFinite).toSorted((a, b) => a - b)
  const until = bounds.find((bound) => bound > at && winnerAt(bound) !== winner)
  const from = bounds.findLast((bound) => bound <= at && winnerAt(bound - 1) !== winner)
  const fallback = slot.fallback !== null && drawable(slot.fallback) ? slot.fallback : null
  return {
    banner: winner ? winner.banner : fallback,
    placementId: winner?._id ?? null,
    endsAt: winner?.endsAt ?? null,
    from: iso(from),
    until: iso(until),
    lost: ranked.filter((each) => each !== winner).map((each) => ({ id: each._id, reason: reason(each, at, able.includes(each)) })),
  }
}

const iso = (time: number | undefined) => (time === undefined ? null : new Date(time).toISOString())

function reason<B>(each: Candidate<B>, at: number, able: boolean): Lost['reason'] {
  if (start(each) >= end(each)) return 'empty-period'
  if (!able) return 'not-drawable'
  if (at < start(each)) return 'not-started'
  return at >= end(each) ? 'ended' : 'lower-priority'
}

/** The interval in which all of them hold: the latest start, the earliest end. */
export function combineIntervals(intervals: readonly Interval[]): Interval {
  return intervals.reduce<Interval>(
    (whole, each) => ({ from: pick(whole.from, each.from, Math.max), until: pick(whole.until, each.until, Math.min) }),
    { from: null, until: null },
  )
}

function pick(a: string | null, b: string | null, which: (a: number, b: number) => number): string | null {
  if (a === null || b === null) return a ?? b
  return new Date(which(Date.parse(a), Date.parse(b))).toISOString()
}
