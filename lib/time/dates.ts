import { dateFormat } from './date-format.ts'
import type { Locale } from '../settings/locales.ts'

/** `text` for people, `datetime` for the attribute: of a day 2023-04-03 in the same zone. */
export type ShownDate = { text: string; datetime: string }

/** Milliseconds; null for what is no instant. */
function timeOf(at: string | null | undefined): number | null {
  const time = Date.parse(at ?? '')
  return Number.isNaN(time) ? null : time
}

/**
 * Null for what is no instant. Takes an instant, a locale, an IANA zone.
 * @returns its day there: 2023 年 4 月 3 日, or April 3, 2023.
 */
export function shownDate(
  at: string | null | undefined,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): ShownDate | null {
  const time = timeOf(at)
  if (time === null) return null
  const text = dateFormat(locale, {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    calendar: 'gregory',
  }).format(time)
  return { text: locale === 'zh-TW' ? spaced(text) : text, datetime: isoDay(time, timeZone) }
}

/**
 * Null for what is no instant. Takes an instant, a locale, an IANA zone.
 * @returns its day and time there, 2023 年 4 月 3 日 23:59; `datetime` is the instant.
 */
export function shownInstant(
  at: string | null | undefined,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): ShownDate | null {
  const day = shownDate(at, { locale, timeZone })
  if (!at || !day) return null
  const time = dateFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    Date.parse(at),
  )
  return { text: `${day.text} ${time}`, datetime: at }
}

/**
 * `datetime` is the instant. Null for what is no instant. Takes the instant at which something ends.
 * @returns the last day on which it still holds, short, 2026/12/31 or Dec 31, 2026: what ends at midnight ends with the day before.
 */
export function shownLastDay(
  at: string | null | undefined,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): ShownDate | null {
  const time = timeOf(at)
  if (!at || time === null) return null
  const format = dateFormat(locale, {
    timeZone,
    year: 'numeric',
    month: locale === 'zh-TW' ? 'numeric' : 'short',
    day: 'numeric',
    calendar: 'gregory',
  })
  return { text: format.format(time - 1), datetime: at }
}

/** Han between figures stands free, as the sheets draw it. */
const spaced = (text: string) => text.replace(/(\d)\s*(年|月|日)\s*/gu, '$1 $2 ').trim()

function isoDay(time: number, timeZone: string): string {
  const parts = dateFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    calendar: 'gregory',
  }).formatToParts(time)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

/** The year of an instant in a zone. */
export const yearIn = (at: Date, timeZone: string): number => Number(isoDay(at.getTime(), timeZone).slice(0, 4))
