import { platforms, type Drawable, type Placement, type Platform, type SlotContent } from './choose-banner.ts'
import { publishedLocales } from './locales.ts'
import { flipAfter, holdsAt, isWeekly, zoneClock, type ZoneClock } from './placement-hours.ts'

/** What is known of banners, by their ids, and when and where hours are kept. */
export type CoverContext = {
  now: Date
  zone: string
  /** On which platforms a banner can be drawn. */
  drawnOn: (banner: string) => readonly Platform[]
  /** Whether readers may close it: then they see the next one. */
  dismissible: (banner: string) => boolean
}

/** What is known of the banners of a slot. A banner that is not among them can't be drawn. */
export const coverContext = <B>({ banners }: SlotContent<B>, { now, zone }: { now: Date; zone: string }, drawable: Drawable<B>, dismissible: (banner: B) => boolean): CoverContext => {
  const known = (id: string, test: (banner: B) => boolean) => {
    const banner = banners.get(id)
    return banner !== undefined && test(banner)
  }
  return { now, zone, drawnOn: (id) => platforms.filter((platform) => known(id, (banner) => drawable(banner, platform))), dismissible: (id) => known(id, dismissible) }
}

/** What others keep from readers. `whole`: from now on no reader ever sees it. `by`: ids of those that stand in its place, now or later. */
export type Cover = { whole: boolean; by: readonly string[] }

/** Each hour of a week comes by within eight days; the one that is left out when clocks are put forward, within the week after. */
const HORIZON = 15 * 86_400_000

/**
 * Which of the other placements of a slot stand above one, for everybody whom it is for, at a time when it would show. What leaves some of
 * its readers to it, one that is only on one platform or that may be used up, covers nothing by itself. The rules are those of chooseBanner.
 */
export function coverOf(placement: Placement, others: readonly Placement[], context: CoverContext): Cover {
  const mine = servedBy(placement, context)
  const [from, until] = [Math.max(startOf(placement), context.now.getTime()), endOf(placement)]
  if (placement.paused || mine.length === 0 || from >= until) return { whole: false, by: [] }
  const sharing = new Set(others.concat(placement).filter(({ weight, paused }) => weight !== null && !paused).map(({ priority }) => priority))
  const mayBeUsedUp = ({ perDay, banner }: Placement) => perDay !== null || context.dismissible(banner)
  // Behind one that a reader has used up comes the next lower priority. Its own equals are passed over.
  const passesOn = (one: Placement) => one.priority !== placement.priority && (mayBeUsedUp(one) || others.some((equal) => equal.priority === one.priority && !equal.paused && mayBeUsedUp(equal) && isAbove(equal, one, sharing)))
  const rivals = others
    .filter((other) => other._id !== placement._id && !other.paused && startOf(other) < until && endOf(other) > from && startOf(other) < endOf(other))
    .filter((other) => isAbove(other, placement, sharing) && isForAllOf(other, placement) && !passesOn(other))
    .map((other) => ({ other, on: new Set(servedBy(other, context)), start: startOf(other), end: endOf(other) }))
    .filter(({ on }) => mine.some((platform) => on.has(platform)))
  const weekly = [placement, ...rivals.map(({ other }) => other)].filter(isWeekly)
  const edges = [...new Set([from, ...rivals.flatMap(({ start, end }) => [start, end])])].filter((edge) => edge >= from && edge < until).toSorted((a, b) => a - b)
  const by = new Set<string>()
  let isSeen = false
  for (const [index, edge] of edges.entries()) {
    const there = rivals.filter(({ start, end }) => start <= edge && edge < end)
    const clock = weekly.length === 0 ? null : zoneClock(context.zone, edge, Math.min(edges[index + 1] ?? until, edge + HORIZON))
    for (const moment of momentsIn(edge, weekly, clock)) {
      const holds = (each: Placement) => clock === null || !isWeekly(each) || holdsAt(each, clock, moment)
      if (!holds(placement)) continue
      const above = there.filter(({ other }) => holds(other))
      if (mine.every((platform) => above.some(({ on }) => on.has(platform)))) for (const { other } of above) by.add(other._id)
      else isSeen = true
    }
  }
  return { whole: by.size > 0 && !isSeen, by: [...by] }
}

/** The edge itself, and each moment after it at which hours begin or cease to hold. */
function momentsIn(edge: number, weekly: readonly Placement[], clock: ZoneClock | null): number[] {
  const moments = [edge]
  if (clock) for (const hours of weekly) for (let next = flipAfter(hours, clock, edge); next !== null; next = flipAfter(hours, clock, next)) moments.push(next)
  return moments
}

/** Milliseconds; an open start was always, an open end never comes. */
const startOf = ({ startsAt }: Placement): number => (startsAt === null ? -Infinity : Date.parse(startsAt))
const endOf = ({ endsAt }: Placement): number => (endsAt === null ? Infinity : Date.parse(endsAt))

const servedBy = ({ banner, platforms: only }: Placement, { drawnOn }: CoverContext): Platform[] =>
  platforms.filter((platform) => (only.length === 0 || only.includes(platform)) && drawnOn(banner).includes(platform))

/** Of equals the one that starts later shows, then the lower id; where one of a priority has a weight they share the readers. */
function isAbove(one: Placement, other: Placement, sharing: ReadonlySet<number>): boolean {
  if (one.priority !== other.priority) return one.priority > other.priority
  if (sharing.has(one.priority)) return false
  return startOf(one) > startOf(other) || (startOf(one) === startOf(other) && one._id < other._id)
}

/** Whether one is on every page on which the other is. */
function isForAllOf(one: Placement, other: Placement): boolean {
  const locales = other.locales.length > 0 ? other.locales : publishedLocales
  return (
    (one.locales.length === 0 || locales.every((locale) => one.locales.includes(locale))) &&
    isAround(one.onlyArticles, one.notArticles, other.onlyArticles, other.notArticles) &&
    isAround(one.onlyCategories, one.notCategories, other.onlyCategories, other.notCategories)
  )
}

function isAround(only: readonly string[], not: readonly string[], otherOnly: readonly string[], otherNot: readonly string[]): boolean {
  if (otherOnly.length === 0) return only.length === 0 && not.every((id) => otherNot.includes(id))
  return otherOnly.filter((id) => !otherNot.includes(id)).every((id) => (only.length === 0 || only.includes(id)) && !not.includes(id))
}
