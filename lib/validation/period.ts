/** `true`, or the zh-TW sentence for an end that is not after its start. Either may be open. Instants as ISO strings. */
export const periodProblem = (startsAt: string | undefined, endsAt: string | undefined): true | string =>
  !startsAt || !endsAt || Date.parse(endsAt) > Date.parse(startsAt) || '結束時間要晚於開始時間'

/** `true`, or the zh-TW sentence for an update that is dated before the publication. Instants as ISO strings. */
export const updateProblem = (publishedAt: string | undefined, updatedAt: string | undefined): true | string =>
  !publishedAt || !updatedAt || Date.parse(updatedAt) >= Date.parse(publishedAt) || '更新時間不能早於發布時間'

/** `true`, or the zh-TW sentence for a publication that is dated after `now`. Instant as ISO string. */
export const futureProblem = (publishedAt: string | undefined, now: Date): true | string =>
  !publishedAt || Date.parse(publishedAt) <= now.getTime() || '發布時間還沒到：按「發布」後讀者馬上看得到這篇文章，只是日期寫著未來'

/** An instant in words, in the given zone: `2026/11/24 09:05`. Empty for what is not a date. */
export const instantInWords = (instant: string | undefined, timeZone: string): string => {
  const time = Date.parse(instant ?? '')
  if (Number.isNaN(time)) return ''
  const format = new Intl.DateTimeFormat('zh-TW', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' })
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value.padStart(2, '0')]))
  return `${part.year}/${part.month}/${part.day} ${part.hour}:${part.minute}`
}

/** A period in words, in the given zone; an open side says so. */
export const periodInWords = (startsAt: string | undefined, endsAt: string | undefined, timeZone: string): string => {
  if (!startsAt && !endsAt) return '一直顯示'
  const from = startsAt ? `${instantInWords(startsAt, timeZone)} 起` : '即日起'
  return endsAt ? `${from}，到 ${instantInWords(endsAt, timeZone)} 止` : from
}
