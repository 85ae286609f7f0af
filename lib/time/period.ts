import { dateFormat } from './date-format.ts'
import { wallTime } from './zoned-time.ts'

/** `true`, or the zh-TW sentence for an end that is not after its start. Either may be open. Instants as ISO strings. */
export const periodProblem = (startsAt: string | undefined, endsAt: string | undefined): true | string =>
  !startsAt || !endsAt || Date.parse(endsAt) > Date.parse(startsAt) || '結束時間要晚於開始時間'

/** `true`, or the zh-TW sentence for an update that is dated before the publication. Instants as ISO strings. */
export const updateProblem = (publishedAt: string | undefined, updatedAt: string | undefined): true | string =>
  !publishedAt || !updatedAt || Date.parse(updatedAt) >= Date.parse(publishedAt) || '更新時間不能早於發布時間'

/** `true`, or the zh-TW sentence for a publication that is dated after `now`. Instant as ISO string. */
export const futureProblem = (publishedAt: string | undefined, now: Date): true | string =>
  !publishedAt ||
  Date.parse(publishedAt) <= now.getTime() ||
  '發布時間還沒到：按「發布」後讀者馬上看得到這篇文章，只是日期寫著未來'

/** An instant in words, in the given zone: `2026/11/24 09:05`. Empty for what is not a date. */
export const instantInWords = (instant: string | undefined, timeZone: string): string => {
  const time = Date.parse(instant ?? '')
  if (Number.isNaN(time)) return ''
  const format = dateFormat('zh-TW', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value.padStart(2, '0')]))
  return `${part.year}/${part.month}/${part.day} ${part.hour}:${part.minute}`
}

/** A period in words, in the given zone; an open side says so. */
export const periodInWords = (startsAt: string | undefined, endsAt: string | undefined, timeZone: string): string => {
  if (!startsAt && !endsAt) return '一直顯示'
  const from = startsAt ? `${instantInWords(startsAt, timeZone)} 起` : '即日起'
  return endsAt ? `${from}，到 ${instantInWords(endsAt, timeZone)} 止` : from
}

/** A period for the row of a list, as short as it can be: `11/23 00:00–11/30 24:00`, with the year where it is another than now's; an open side says so. */
export const periodInShort = (startsAt: string | undefined, endsAt: string | undefined, telling: Telling): string => {
  if (!startsAt && !endsAt) return '一直顯示'
  const short = (instant: string, asEnd: boolean) => momentInWords(instant, telling, asEnd).replace(/（.）/, ' ')
  const [from, until] = [startsAt ? short(startsAt, false) : '即日起', endsAt ? short(endsAt, true) : '沒有結束']
  return `${from}–${until}`
}

/** What state a placement is in, in one word. Instants as ISO strings. */
export const stateInWords = (
  {
    startsAt,
    endsAt,
    paused,
  }: { startsAt?: string | undefined; endsAt?: string | undefined; paused?: boolean | undefined },
  now: Date,
): string => {
  if (endsAt && Date.parse(endsAt) <= now.getTime()) return '已結束'
  if (paused) return '已暫停'
  return startsAt && Date.parse(startsAt) > now.getTime() ? '未開始' : '進行中'
}

/** In which zone times are told, and since when a year need not be said: it is left out while it is that of `now`. */
export type Telling = { timeZone: string; now: Date }

/** An instant with its weekday: `11/27（五）18:00`, with the year when it is another than now's; as an end, midnight is 24:00 of the day before. */
export const momentInWords = (instant: string, { timeZone, now }: Telling, asEnd = false): string => {
  const { date, time } = wallTime(Date.parse(instant), timeZone, asEnd)
  const [year = '', month, day] = date.split('-')
  const said = wallTime(now.getTime(), timeZone).date.startsWith(year) ? '' : `${year}/`
  return `${said}${Number(month)}/${Number(day)}（${weekdayNames[new Date(date).getUTCDay()]}）${time}`
}

const weekdayNames = '日一二三四五六'

/**
 * How long that is: `54 小時`, `1 小時 30 分鐘`; from three days on in days, `5 天 6 小時`.
 * @param length milliseconds.
 */
export const lengthInWords = (length: number): string => {
  const minutes = Math.round(length / 60_000)
  const days = minutes >= 3 * 1440 ? Math.floor(minutes / 1440) : 0
  const hours = Math.floor((minutes - days * 1440) / 60)
  const parts = [
    [days, '天'],
    [hours, '小時'],
    [minutes % 60, '分鐘'],
  ] as const
  return (
    parts
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count} ${unit}`)
      .join(' ') || '0 分鐘'
  )
}

/** A period with weekdays and length: `11/27（五）18:00 → 11/29（日）24:00，共 54 小時`. An open side says so; the end must be after the start. */
export const periodWithLength = (
  startsAt: string | undefined,
  endsAt: string | undefined,
  telling: Telling,
): string => {
  const [from, until] = [startsAt && momentInWords(startsAt, telling), endsAt && momentInWords(endsAt, telling, true)]
  if (startsAt && endsAt) return `${from} → ${until}，共 ${lengthInWords(Date.parse(endsAt) - Date.parse(startsAt))}`
  if (from) return `${from} 起，沒有結束時間`
  return until ? `發布後馬上開始 → ${until}` : '發布後馬上開始，沒有結束時間'
}

/** The time of day of an instant to the second, in the given zone: `18:42:07`. */
export const clockInWords = (instant: string, timeZone: string): string =>
  dateFormat('zh-TW', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    Date.parse(instant),
  )
