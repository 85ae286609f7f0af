/** A time in which the clocks of a zone stand the same number of milliseconds before (+) or behind (−) UTC: from <= instant < until. */
export type OffsetSpan = { from: number; until: number; offset: number }

const DAY = 86_400_000

/**
 * In: an IANA zone and two instants in milliseconds. Out: the offsets between them, in order, without a gap.
 * Asks Intl once a day and halves the days in which the answer changes: no zone changes its clocks twice within a day.
 */
export function offsetSpans(zone: string, from: number, until: number): OffsetSpan[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  const offsetAt = (instant: number) => offsetIn(format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '')
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

/** In: `GMT+05:30`, `GMT-03:30:52`, `GMT`. Out: milliseconds. */
function offsetIn(name: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(name) ?? []
  const amount = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
  return sign === '-' ? -amount : amount
}
