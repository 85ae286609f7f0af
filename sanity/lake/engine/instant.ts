import { DateTime } from 'groq-js'

const LAST_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

const isDayOf = (year: number, month: number, day: number): boolean => {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (month === 2 && isLeap ? 29 : (LAST_DAYS[month - 1] ?? 0))
}

/**
 * Milliseconds since 1970 of an RFC 3339 text, or null. `Date.parse` answers NaN for month 13, second 60 and +24:00, but makes 2 March of
 * 30 February, and the next day of 24:00.
 */
const timeOf = (text: string): number | null => {
  if (!RFC_3339.test(text)) return null
  const time = Date.parse(text)
  const day = Number(text.slice(8, 10))
  const exists =
    !Number.isNaN(time) &&
    text.slice(11, 13) !== '24' &&
    (day <= 28 || isDayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), day))
  return exists ? time : null
}

// The years that RFC 3339 can write.
const FIRST = Date.parse('0000-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** Whether a value is a dateTime of GROQ. */
export const isInstant = (value: unknown): value is DateTime => value instanceof DateTime

/** The instant itself, or null when it can't be written: the sum of a dateTime and a huge number. */
export const writable = (value: unknown): unknown => {
  if (!isInstant(value)) return value
  const time = value.date.getTime()
  return time >= FIRST && time <= LAST ? value : null
}

/** How many texts are remembered. Lists ask for the same dates of the same documents again and again. */
const REMEMBERED = 20_000
const known = new Map<string, DateTime | null>()

const parsed = (text: string): DateTime | null => {
  const time = timeOf(text)
  return time === null || time < FIRST || time > LAST ? null : new DateTime(new Date(time))
}

/** `dateTime(…)` of GROQ: an instant of an RFC 3339 text, an instant as it is, null for anything else. */
export const instantOf = (value: unknown): unknown => {
  if (typeof value !== 'string') return isInstant(value) ? value : null
  const found = known.get(value)
  if (found !== undefined) return found
  const made = parsed(value)
  if (known.size >= REMEMBERED) known.clear()
  // Long texts are no dates, and would fill the memory.
  if (value.length <= 40) known.set(value, made)
  return made
}
