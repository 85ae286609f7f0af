import { draw, seedOf } from './draw.ts'
import {
  flipAfter,
  flipBefore,
  holdsAt,
  isWeekly,
  zoneClock,
  type WeeklyHours,
  type ZoneClock,
} from './placement-hours.ts'

/** Instants are ISO strings in UTC; null is open. An interval holds for from <= now < until. */
export type Interval = { from: string | null; until: string | null }

export const platforms = ['android', 'ios', 'desktop'] as const
export type Platform = (typeof platforms)[number]

/** A banner, by its id, in a slot, from … until …, for whom. Every rule that is given must hold; an empty list gives none. */
export type Placement = WeeklyHours & {
  _id: string
  banner: string
  startsAt: string | null
  endsAt: string | null
  priority: number
  /** Its share among those of the same priority; null says nothing of sharing. */
  weight: number | null
  /** How many times a day one reader may see it; null: as often as there is a page. */
  perDay: number | null
  paused: boolean
  locales: readonly string[]
  platforms: readonly Platform[]
  /** Ids, as those below. */
  onlyArticles: readonly string[]
  notArticles: readonly string[]
  onlyCategories: readonly string[]
  notCategories: readonly string[]
}

/**
 * What may stand in a slot: its placements, their banners by id, and the banner for when there is none. From `knownUntil` on there are more
 * placements than these; null or left out: these are all.
 */
export type SlotContent<B> = {
  placements: readonly Placement[]
  banners: ReadonlyMap<string, B>
  fallback: B | null
  knownUntil?: string | null | undefined
}

/**
 * What is known of a reader: the platform, a number in [0, 1) that stays the same for this reader on this day, and what is used up: seen
 * as often as a day allows, or closed.
 */
export type Reader = {
  platform: Platform
  draw: number
  isUsedUp?: (alternative: Pick<Alternative<unknown>, 'seed' | 'placementId'>) => boolean
}

/** Where and when a slot is looked at. Without a reader the choice is the page's, which is made without knowing who will read it. */
export type SlotContext = {
  now: Date
  zone: string
  locale: string
  article: string | null
  category: string | null
  reader?: Reader | undefined
}

export type Reason =
  | 'paused'
  | 'locale'
  | 'category'
  | 'article'
  | 'empty-period'
  | 'no-banner'
  | 'not-drawable'
  | 'not-started'
  | 'ended'
  | 'off-hours'
  | 'platform'
  | 'used-up'
  | 'lower-priority'
  | 'not-drawn'

export type Lost = { id: string; reason: Reason }

/** `unknown` are readers of whom nothing is known: those without script. */
const kinds = [...platforms, 'unknown'] as const
type Kind = (typeof kinds)[number]

/** A banner that stands in the slot for some reader. */
export type Alternative<B> = {
  banner: B
  /** null: it is the slot's fallback. */
  placementId: string | null
  /** When the placement ends, or its hours of today do, if that comes first; null: neither is in sight. */
  endsAt: string | null
  /** Its own number in the draw. */
  seed: number
  /** Its place among the alternatives: one of a higher rank is for readers who have used up all that is for them before it. */
  rank: number
  perDay: number | null
  /** Its weight in the draw, by kind of reader; 0: not for them. Of `unknown` only one has any, because who can't draw gets the heaviest. */
  weights: Record<Kind, number>
}

export type Choice<B> = Interval & {
  /** What stands in the slot for the reader, or without one for `unknown`; null: nothing, no box and no gap. */
  standing: Alternative<B> | null
  /** Everything that stands there for some reader, most important first, the fallback last. */
  alternatives: readonly Alternative<B>[]
  /** Every candidate that stands there for no reader, or not for this one. */
  lost: Lost[]
}

/** Whether a banner can be shown on a platform; without one: at all, as to readers without script. */
export type Drawable<B> = (banner: B, platform?: Platform) => boolean

/** A placement that only time and priority can keep from those whom it is for; `away` is the reason by time. */
type Able<B> = {
  placement: Placement
  banner: B
  audience: readonly Kind[]
  start: number
  end: number
  away: Reason | null
}

const DAY = 86_400_000
/** How far from `now` days and hours are looked at: each hour of the week comes by within it. */
const HORIZON = 8 * DAY

/**
 * Which banner stands in a slot, and the interval around `now` in which that and its alternatives stay so, as far as these placements tell.
 * Of those that hold, the highest priority stands on each platform. Where one of these has a weight they share the readers by weight
 * (without one: 1); else it is the one that starts last, then the lower id. With days and hours the interval ends after eight days at the
 * latest. A placement whose banner is not `drawable`, at all or on a platform, leaves its place there to the next. `dismissible` says
 * whether a reader may close it: where all that stands may be used up, the next priority is an alternative too.
 */
export function chooseBanner<B>(
  slot: SlotContent<B>,
  context: SlotContext,
  drawable: Drawable<B> = () => true,
  dismissible: (banner: B) => boolean = () => false,
): Choice<B> {
  const at = context.now.getTime()
  const clock = once(() => zoneClock(context.zone, at - HORIZON, at + HORIZON))
  const { able, lost } = sift(slot, context, drawable, clock)
  const groups = kinds.flatMap((kind) =>
    groupsOf(kind, able, ({ placement, banner }) => placement.perDay !== null || dismissible(banner)),
  )
  const holding: { each: Able<B>; places: readonly Kind[]; end: number }[] = []
  let [from, until] = [-Infinity, slot.knownUntil ? Date.parse(slot.knownUntil) : Infinity]
  for (const each of able) {
    const places = groups.filter((group) => standsIn(group, each)).map(({ kind }) => kind)
    const reason = each.away ?? (places.length === 0 ? 'lower-priority' : null)
    if (reason) lost.push({ id: each.placement._id, reason })
    if (places.length === 0) continue
    // What stands here, or would if it held, bounds the interval where it comes or goes; nobody else changes anything.
    const stretch = stretchOf(each, at, clock)
    from = Math.max(from, stretch.from)
    until = Math.min(until, stretch.until)
    if (!reason) holding.push({ each, places, end: stretch.end })
  }
  const ranks = [...new Set(holding.map(({ each }) => each.placement.priority))].toSorted((a, b) => b - a)
  const standing = holding
    .toSorted((a, b) => byRank(a.each, b.each))
    .map(({ each, places, end }) => ({
      each,
      alternative: alternativeOf(each, places, end, ranks.indexOf(each.placement.priority)),
    }))
  const alternatives = standing.map(({ alternative }) => alternative)
  const free = groups.filter(({ first }) => first === null).map(({ kind }) => kind)
  if (slot.fallback !== null && free.length > 0 && drawable(slot.fallback)) {
    alternatives.push({
      banner: slot.fallback,
      placementId: null,
      endsAt: null,
      seed: 0,
      rank: ranks.length,
      perDay: null,
      weights: weightsIn(free, 1),
    })
  }
  const { reader } = context
  const chosen = reader
    ? choiceOf(reader, alternatives)
    : (alternatives.find(({ weights }) => weights.unknown > 0) ?? null)
  if (reader)
    lost.push(
      ...standing.flatMap(({ each, alternative }) =>
        alternative === chosen
          ? []
          : [{ id: each.placement._id, reason: reasonFor(reader, each, alternative, chosen) }],
      ),
    )
  return { standing: chosen, alternatives, lost, from: iso(from), until: iso(until) }
}

/** Those that may stand in the slot on this page at some time, and the others with what keeps them away. */
function sift<B>(
  { placements, banners }: SlotContent<B>,
  context: SlotContext,
  drawable: Drawable<B>,
  clock: () => ZoneClock,
) {
  const at = context.now.getTime()
  const drawnFor = new Map(
    [...banners].map(([id, banner]) => [
      id,
      once(() => kinds.filter((kind) => drawable(banner, kind === 'unknown' ? undefined : kind))),
    ]),
  )
  const able: Able<B>[] = []
  const lost: Lost[] = []
  for (const placement of placements) {
    const banner = banners.get(placement.banner)
    const start = placement.startsAt === null ? -Infinity : Date.parse(placement.startsAt)
    const end = placement.endsAt === null ? Infinity : Date.parse(placement.endsAt)
    const barred = barredBy(placement, context) ?? (start < end ? null : 'empty-period')
    if (barred) lost.push({ id: placement._id, reason: barred })
    else if (banner === undefined) lost.push({ id: placement._id, reason: 'no-banner' })
    else {
      const audience = (drawnFor.get(placement.banner)?.() ?? []).filter((kind) => isFor(kind, placement))
      if (audience.length === 0) lost.push({ id: placement._id, reason: 'not-drawable' })
      else able.push({ placement, banner, audience, start, end, away: awayAt(placement, start, end, at, clock) })
    }
  }
  return { able, lost }
}

/** What keeps a placement off a page whatever the time; null: nothing. */
export function barredBy(
  placement: Placement,
  { locale, article, category }: Pick<SlotContext, 'locale' | 'article' | 'category'>,
): Reason | null {
  if (placement.paused) return 'paused'
  if (placement.locales.length > 0 && !placement.locales.includes(locale)) return 'locale'
  if (!isWithin(category, placement.onlyCategories, placement.notCategories)) return 'category'
  return isWithin(article, placement.onlyArticles, placement.notArticles) ? null : 'article'
}

const isWithin = (id: string | null, only: readonly string[], not: readonly string[]): boolean =>
  (only.length === 0 || (id !== null && only.includes(id))) && (id === null || !not.includes(id))

function awayAt(placement: Placement, start: number, end: number, at: number, clock: () => ZoneClock): Reason | null {
  if (at < start) return 'not-started'
  if (at >= end) return 'ended'
  return isWeekly(placement) && !holdsAt(placement, clock(), at) ? 'off-hours' : null
}

/** What a reader gets: of the alternatives that are for the platform and not used up, those of the first rank are drawn from. The inline script does the same. */
function choiceOf<B>(
  { platform, draw: number, isUsedUp = () => false }: Reader,
  alternatives: readonly Alternative<B>[],
): Alternative<B> | null {
  const left = alternatives.filter((each) => each.weights[platform] > 0 && !isUsedUp(each))
  return draw(
    left.filter(({ rank }) => rank === left[0]?.rank),
    ({ weights }) => weights[platform],
    number,
  )
}

/** Those of the highest priority below `below` that hold now for one kind of reader. */
type Group<B> = { kind: Kind; below: number; first: Able<B> | null; shared: boolean }

/** The groups of one kind of reader: while all of one may be used up, the next stands behind it. Who is not known has used up nothing. */
function groupsOf<B>(
  kind: Kind,
  able: readonly Able<B>[],
  mayBeUsedUp: (each: Able<B>) => boolean,
  below = Infinity,
): Group<B>[] {
  const group = groupOf(kind, able, below)
  const { first } = group
  if (!first || kind === 'unknown' || !able.every((each) => each.away || !standsIn(group, each) || mayBeUsedUp(each)))
    return [group]
  return [group, ...groupsOf(kind, able, mayBeUsedUp, first.placement.priority)]
}

function groupOf<B>(kind: Kind, able: readonly Able<B>[], below: number): Group<B> {
  let first: Able<B> | null = null
  let shared = false
  for (const each of able) {
    if (each.away || each.placement.priority >= below || !each.audience.includes(kind)) continue
    const higher = each.placement.priority - (first?.placement.priority ?? -Infinity)
    if (higher >= 0) shared = each.placement.weight !== null || (shared && higher === 0)
    if (!first || byRank(each, first) < 0) first = each
  }
  return { kind, below, first, shared: shared && kind !== 'unknown' }
}

/** Who has not said a platform gets what is for all of them. */
const isFor = (kind: Kind, { platforms: only }: Placement): boolean =>
  only.length === 0 || (kind === 'unknown' ? platforms.every((each) => only.includes(each)) : only.includes(kind))

/** Whether a placement stands in the group, or would if it held. */
function standsIn<B>({ kind, below, first, shared }: Group<B>, each: Able<B>): boolean {
  if (each.placement.priority >= below || !each.audience.includes(kind)) return false
  if (!first || each === first) return true
  const higher = each.placement.priority - first.placement.priority
  if (higher !== 0) return higher > 0
  return shared || (kind !== 'unknown' && each.placement.weight !== null) || byRank(each, first) < 0
}

/** Highest priority first; of equals the heavier one, then the one that starts later, then the lower id. */
const byRank = <B>(a: Able<B>, b: Able<B>): number =>
  b.placement.priority - a.placement.priority ||
  (b.placement.weight ?? 1) - (a.placement.weight ?? 1) ||
  compare(b.start, a.start) ||
  (a.placement._id < b.placement._id ? -1 : 1)

/** Not a subtraction: two open starts would give NaN. */
const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)

/**
 * The time around `at` in which a placement neither comes nor goes, cut at the horizon where days and hours are looked at.
 * `end` is when it ends, or its hours do; Infinity when neither is in sight.
 */
function stretchOf<B>(
  { placement, start, end, away }: Able<B>,
  at: number,
  clock: () => ZoneClock,
): { from: number; until: number; end: number } {
  if (!isWeekly(placement)) {
    if (away === 'not-started') return { from: -Infinity, until: start, end }
    return away === 'ended' ? { from: end, until: Infinity, end } : { from: start, until: end, end }
  }
  const zone = clock()
  const [past, future] = [zone.from, zone.until]
  const holds = (instant: number) => holdsAt(placement, zone, instant)
  if (away === 'not-started') {
    const first = start >= future ? future : holds(start) ? start : (flipAfter(placement, zone, start) ?? future)
    return { from: past, until: first < end ? first : future, end }
  }
  if (away === 'ended') {
    const last = end <= past ? past : holds(end - 1) ? end : (flipBefore(placement, zone, end - 1) ?? past)
    return { from: last > start ? last : past, until: future, end }
  }
  const [before, after] = [flipBefore(placement, zone, at), flipAfter(placement, zone, at)]
  if (away)
    return {
      from: before !== null && before > start ? before : past,
      until: after !== null && after < end ? after : future,
      end,
    }
  return {
    from: Math.max(start, before ?? past),
    until: Math.min(end, after ?? future),
    end: Math.min(end, after ?? Infinity),
  }
}

/** Whether an alternative stands there for every kind of reader. */
export const standsForAll = ({ weights }: Pick<Alternative<unknown>, 'weights'>): boolean =>
  kinds.every((kind) => weights[kind] > 0)

const weightsIn = (places: readonly Kind[], weight: number): Alternative<unknown>['weights'] => {
  const weightOf = (kind: Kind) => (places.includes(kind) ? weight : 0)
  return {
    android: weightOf('android'),
    ios: weightOf('ios'),
    desktop: weightOf('desktop'),
    unknown: weightOf('unknown'),
  }
}

const alternativeOf = <B>(
  { placement, banner }: Able<B>,
  places: readonly Kind[],
  end: number,
  rank: number,
): Alternative<B> => ({
  banner,
  placementId: placement._id,
  endsAt: iso(end),
  seed: seedOf(placement._id),
  rank,
  perDay: placement.perDay,
  weights: weightsIn(places, placement.weight ?? 1),
})

function reasonFor<B>(
  { platform, isUsedUp = () => false }: Reader,
  { audience }: Able<B>,
  alternative: Alternative<B>,
  chosen: Alternative<B> | null,
): Reason {
  if (!audience.includes(platform)) return 'platform'
  if (alternative.weights[platform] === 0) return 'lower-priority'
  if (isUsedUp(alternative)) return 'used-up'
  return alternative.rank === chosen?.rank ? 'not-drawn' : 'lower-priority'
}

const iso = (time: number): string | null => (Number.isFinite(time) ? new Date(time).toISOString() : null)

/** Works a thing out when it is first asked for, and only then. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => (made ??= { value: make() }).value
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
