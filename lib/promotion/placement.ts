import { minutesOf } from './placement-hours.ts'

type Reference = { _ref?: string }

/** `true`, or the zh-TW sentence for what is no beginning of hours. Empty is not this rule's business. */
export const hoursFromProblem = (time: string | undefined): true | string =>
  !time || (minutesOf(time) !== null && time !== '24:00') || '請用 24 小時制填「時:分」，從 00:00 到 23:59，例如 08:30'

/** `true`, or the zh-TW sentence for what is no end of hours, or one that is its beginning. An end before its beginning is on the next day. */
export const hoursToProblem = (from: string | undefined, to: string | undefined): true | string => {
  if (to && minutesOf(to) === null)
    return '請用 24 小時制填「時:分」，從 00:00 到 24:00，例如 17:30；當天結束請填 24:00'
  return !to || minutesOf(from || '00:00') !== minutesOf(to) || '結束和開始是同一個時刻；要整天顯示，請把兩欄都清空'
}

/** `true`, or the zh-TW sentence for a weight that shares nothing. Empty is not this rule's business. */
export const weightProblem = (weight: number | undefined): true | string =>
  weight === undefined ||
  (Number.isInteger(weight) && weight >= 1 && weight <= 1000) ||
  '權重要是 1 到 1000 的整數；不想讓它出現，請改用「暫停」'

/** `true`, or the zh-TW sentence for a limit that is no number of times. Empty is not this rule's business. */
export const perDayProblem = (times: number | undefined): true | string =>
  times === undefined ||
  (Number.isInteger(times) && times >= 1) ||
  '每日上限要是 1 以上的整數；不想讓它出現，請改用「暫停」'

/** `true`, or the zh-TW sentence for a document that is both let in and kept out: it would be kept out. */
export const bothListsProblem = (
  only: readonly Reference[] | undefined,
  not: readonly Reference[] | undefined,
): true | string => {
  const kept = new Set((not ?? []).map(({ _ref }) => _ref).filter(Boolean))
  return !(only ?? []).some(({ _ref }) => kept.has(_ref)) || '有一項同時出現在「只在」和「不在」裡，請從其中一邊移除'
}

const dayNames = { mon: '週一', tue: '週二', wed: '週三', thu: '週四', fri: '週五', sat: '週六', sun: '週日' }

/** The days of the week as a field's list offers them. */
export const dayList = Object.entries(dayNames).map(([value, title]) => ({ value, title }))

/** Days and hours in words: `週一、週五 22:00–次日 02:00`; empty where none are given. */
export const hoursInWords = (
  days: readonly string[] | undefined,
  from: string | undefined,
  to: string | undefined,
): string => {
  const on = dayList
    .filter(({ value }) => days?.includes(value))
    .map(({ title }) => title)
    .join('、')
  if (!from && !to) return on
  const [start, end] = [from || '00:00', to || '24:00']
  const nextDay = (minutesOf(end) ?? 0) <= (minutesOf(start) ?? 0) && end !== '00:00'
  return [on || '每天', `${start}–${nextDay ? '次日 ' : ''}${end}`].join(' ')
}
