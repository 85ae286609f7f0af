import { offsetSpans, type OffsetSpan } from '../time/zoned-time.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Weekday = (typeof weekdays)[number]

/**
 * When in a week a placement holds, by the clock on the wall of the publication's zone: hours from <= time < to. No days are all days; no
 * from is 00:00, no to is 24:00. A `to` that is not after its `from` is on the next day: 22:00–02:00 of Friday ends on Saturday.
 */
export type WeeklyHours = { days: readonly Weekday[]; hoursFrom: string | null; hoursTo: string | null }

/** A zone's clock between two instants (milliseconds). */
export type ZoneClock = { from: number; until: number; spans: readonly OffsetSpan[] }

export const zoneClock = (zone: string, from: number, until: number): ZoneClock => ({
  from,
  until,
  spans: offsetSpans(zone, from, until),
})

const MINUTE = 60_000
const DAY = 1440 * MINUTE

/** Whether hours or days are given at all. */
export const isWeekly = ({ days, hoursFrom, hoursTo }: WeeklyHours): boolean =>
  days.length > 0 || hoursFrom !== null || hoursTo !== null

/**
 * @param time `08:30`, or `24:00`.
 * @returns minutes after midnight; null for what is no time of day.
 */
export function minutesOf(time: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? []
  const total = Number(hours) * 60 + Number(minutes)
  return total <= 1440 ? total : null
}

const edgesOf = ({ hoursFrom, hoursTo }: WeeklyHours) => ({
  from: (hoursFrom === null ? 0 : (minutesOf(hoursFrom) ?? 0)) * MINUTE,
  to: (hoursTo === null ? 1440 : (minutesOf(hoursTo) ?? 1440)) * MINUTE,
})

/**
 * Whether the hours hold at an instant within the clock. An hour that comes twice counts both times; in one that is left out there is
 * nothing, and what began in it begins when the clocks are put forward.
 */
export function holdsAt(hours: WeeklyHours, clock: ZoneClock, instant: number): boolean {
  const local = instant + spanAt(clock, instant).offset
  const day = Math.floor(local / DAY)
  const time = local - day * DAY
  const { from, to } = edgesOf(hours)
  if (from < to) return from <= time && time < to && isOn(hours, day)
  return (from <= time && isOn(hours, day)) || (time < to && isOn(hours, day - 1))
}

/** The first instant after this one at which the hours begin or cease to hold; null when there is none within the clock. */
export function flipAfter(hours: WeeklyHours, clock: ZoneClock, instant: number): number | null {
  const held = holdsAt(hours, clock, instant)
  for (const span of clock.spans) {
    if (span.until <= instant) continue
    for (const edge of edgesIn(hours, span, instant, DAY))
      if (edge > instant && holdsAt(hours, clock, edge) !== held) return edge
  }
  return null
}

/** The last instant up to this one at which the hours began or ceased to hold; null when there is none within the clock. */
export function flipBefore(hours: WeeklyHours, clock: ZoneClock, instant: number): number | null {
  const held = holdsAt(hours, clock, instant)
  for (const span of clock.spans.toReversed()) {
    if (span.from > instant) continue
    for (const edge of edgesIn(hours, span, instant, -DAY))
      if (edge > clock.from && edge <= instant && holdsAt(hours, clock, edge - 1) !== held) return edge
  }
  return null
}

/** 1970-01-01 was a Thursday. */
const isOn = ({ days }: WeeklyHours, day: number) =>
  days.length === 0 || days.some((each) => each === weekdays[(((day + 3) % 7) + 7) % 7])

const spanAt = ({ spans }: ZoneClock, instant: number): OffsetSpan => {
  const span = spans.find(({ until }) => instant < until) ?? spans.at(-1)
  if (!span) throw new Error('A clock without a span of time tells no time.')
  return span
}

/**
 * Every instant of a span at which hours can begin or cease to hold, walking away from `instant` by days; the first of a span is its own
 * beginning, at which the clocks were changed.
 */
function* edgesIn(
  hours: WeeklyHours,
  { from, until, offset }: OffsetSpan,
  instant: number,
  step: number,
): Generator<number> {
  const edges = edgesOf(hours)
  const inDay = [...new Set([edges.from % DAY, edges.to % DAY])].toSorted((a, b) => (a - b) * step)
  const isForward = step > 0
  if (isForward) yield from
  const begin = isForward ? Math.max(from, instant) : Math.min(until - 1, instant)
  for (
    let day = Math.floor((begin + offset) / DAY) * DAY;
    isForward ? day - offset < until : day + DAY - offset > from;
    day += step
  ) {
    for (const time of inDay) {
      const edge = day + time - offset
      if (edge >= from && edge < until) yield edge
    }
  }
  if (!isForward) yield from
}

/** Milliseconds. Each hour of a week comes by within eight days; the one that is left out when clocks are put forward, within the week after. */
export const WEEKLY_HORIZON = 15 * DAY

/** Whether there is a moment, from <= moment < until (milliseconds), that is in the days and hours of all of these. `until` may be Infinity. */
export function holdTogether(all: readonly WeeklyHours[], from: number, until: number, zone: string): boolean {
  if (from >= until || !all.some(isWeekly)) return from < until
  const clock = zoneClock(zone, from, Math.min(until, from + WEEKLY_HORIZON))
  return all
    .flatMap((hours) => flipsOf(hours, clock))
    .some((moment) => all.every((hours) => holdsAt(hours, clock, moment)))
}

/** The beginning of the clock, and each moment at which the hours begin or cease to hold: all hold at one of these, or never. */
function flipsOf(hours: WeeklyHours, clock: ZoneClock): number[] {
  const flips = [clock.from]
  for (let next = flipAfter(hours, clock, clock.from); next !== null; next = flipAfter(hours, clock, next))
    flips.push(next)
  return flips
}
