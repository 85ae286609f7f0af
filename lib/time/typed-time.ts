import { minutesOf } from '../promotion/placement-hours.ts'
import { instantOf, wallTime, type WallTime } from './zoned-time.ts'

/** What stands in the two boxes of a time: a day, as `2026-11-27`, and a time of day as a person types it. */
export type TypedTime = WallTime

/** What was typed means: an instant (ISO, UTC), nothing at all, or a zh-TW sentence about what is wrong. */
export type ReadTime = { kind: 'instant'; instant: string } | { kind: 'empty' } | { kind: 'problem'; problem: string }

/**
 * Takes the stored instant.
 * @returns what stands in the boxes; both are empty where there is none.
 */
export const typedTime = (instant: string | undefined, timeZone: string, asEnd: boolean): TypedTime => {
  const time = Date.parse(instant ?? '')
  return Number.isNaN(time) ? { date: '', time: '' } : wallTime(time, timeZone, asEnd)
}

/** Takes `18:00`, `9:05`, `1800`, `18`, `下午3點`, `9點半`, full-width signs, and `24:00`. A day alone begins at 00:00; as an end it lasts until 24:00. */
export const readTime = ({ date, time }: TypedTime, timeZone: string, asEnd: boolean): ReadTime => {
  const typed = time.trim()
  if (!date && !typed) return { kind: 'empty' }
  if (!date) return { kind: 'problem', problem: '請選日期' }
  const clock = typed ? clockOf(typed) : asEnd ? '24:00' : '00:00'
  const instant = clock === null ? null : instantOf({ date, time: clock }, timeZone)
  return instant === null
    ? { kind: 'problem', problem: timeProblem }
    : { kind: 'instant', instant: new Date(instant).toISOString() }
}

/** A time of day as a person types it, as a clock shows it: `2:00`, `1430` and `晚上12點` are `02:00`, `14:30` and `24:00`. null: it is none. */
export function clockOf(typed: string): string | null {
  const [, hours = '', minutes = '00'] = /^(\d{1,2})(?::?(\d{2}))?$/.exec(spoken(typed.normalize('NFKC').trim())) ?? []
  const clock = `${hours.padStart(2, '0')}:${minutes}`
  return hours && minutesOf(clock) !== null ? clock : null
}

/** `下午3點`, `晚上 9 點半` and `18時05分` as a clock shows them; everything else as it is. */
function spoken(typed: string): string {
  const [, half, hour, minutes, isHalf] =
    /^(上午|早上|中午|下午|晚上)?\s*(\d{1,2})\s*[點時](?:\s*(\d{1,2})\s*分?|(半))?$/.exec(typed) ?? []
  const hours = hour === undefined ? null : hoursOf(half, Number(hour))
  return hours === null ? typed : `${hours}:${isHalf ? '30' : (minutes ?? '').padStart(2, '0')}`
}

/** The hour of 24 that is meant; null where people mean now this and now that, or the next day. 晚上 12 點 is the end of the day. */
function hoursOf(half: string | undefined, hour: number): number | null {
  switch (half) {
    case '上午':
    case '早上':
      return hour < 12 ? hour : null
    case '中午':
      return hour < 3 ? hour + 12 : hour
    case '下午':
      return hour < 12 ? hour + 12 : hour
    case '晚上':
      if (hour < 6) return null
      return hour <= 12 ? hour + 12 : hour
    default:
      return hour
  }
}

const timeProblem = '時間請用 24 小時制，例如 18:00；當天結束請填 24:00'
