import { dateFormat } from './date-format.ts'

/** A time in which the clocks of a zone stand the same number of milliseconds before (+) or behind (−) UTC: from <= instant < until. */
export type OffsetSpan = { from: number; until: number; offset: number }

const DAY = 86_400_000

/**
 * Asks Intl once a day and halves the days in which the answer changes: no zone changes its clocks twice within a day. Takes an IANA zone and two
 * instants in milliseconds.
 * @returns the offsets between them, in order, without a gap.
 */
export function offsetSpans(zone: string, from: number, until: number): OffsetSpan[] {
  const format = dateFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const offsetAt = (instant: number) =>
    offsetIn(format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '')
  const spans: OffsetSpan[] = []
  let span = { from, until, offset: offsetAt(from) }
  for (let known = from; known < until; known += DAY) {
    const next = Math.min(known + DAY, until)
    const offset = offsetAt(next)
    if (offset === span.offset) continue
    const change = firstWith(known, next, (instant) => offsetAt(instant) === offset)
    spans.push({ ...span, until: change })
    span = { from: change, until, offset }
  }
  return [...spans, span]
}

/** The first instant after `before` for which `isAfter` holds, knowing that it holds for `after`. */
function firstWith(before: number, after: number, isAfter: (instant: number) => boolean): number {
  let [low, high] = [before, after]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (isAfter(middle)) high = middle
    else low = middle
  }
  return high
}

/**
 * @param name `GMT+05:30`, `GMT-03:30:52`, `GMT`.
 * @returns milliseconds.
 */
function offsetIn(name: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name) ?? []
  const amount = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -amount : amount
}

/** What the clock on the wall of a zone says: `2026-11-27` and `18:00`; `24:00` is the end of that day. */
export type WallTime = { date: string; time: string }

/**
 * Seconds are left out. Takes an instant in milliseconds, an IANA zone.
 * @returns its day and time there; as an end, midnight is the 24:00 of the day before.
 */
export function wallTime(instant: number, zone: string, asEnd = false): WallTime {
  const [span] = offsetSpans(zone, instant, instant)
  const local = new Date(instant + (span?.offset ?? 0)).toISOString()
  const time = local.slice(11, 16)
  return asEnd && time === '00:00'
    ? { date: new Date(instant + (span?.offset ?? 0) - DAY).toISOString().slice(0, 10), time: '24:00' }
    : { date: local.slice(0, 10), time }
}

/**
 * A time that comes twice is its first coming; one that is left out when clocks are put forward is the instant at which they are. Takes a day and a
 * time of day, `24:00` included, an IANA zone.
 * @returns the instant in milliseconds; null for what is no day or no time.
 */
export function instantOf({ date, time }: WallTime, zone: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? []
  const midnight = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  const local = midnight + (Number(hours) * 60 + Number(minutes)) * 60_000
  // A day that no month has, such as 02-30, is read as one of the next month by some engines.
  if (Number.isNaN(local) || new Date(midnight).toISOString().slice(0, 10) !== date || local > midnight + DAY)
    return null
  const spans = offsetSpans(zone, local - DAY, local + DAY)
  for (const { from, until, offset } of spans) {
    if (local - offset < from) return from
    if (local - offset < until) return local - offset
  }
  return null
}
