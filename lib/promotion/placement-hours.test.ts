import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  flipAfter,
  flipBefore,
  holdsAt,
  isWeekly,
  minutesOf,
  weekdays,
  zoneClock,
  type WeeklyHours,
} from './placement-hours.ts'

const DAY = 86_400_000
const at = (instant: string) => Date.parse(instant)
const hours = (hoursFrom: string | null, hoursTo: string | null, ...days: WeeklyHours['days']): WeeklyHours => ({
  days,
  hoursFrom,
  hoursTo,
})
/** A clock of eight days around an instant. */
const clockAround = (zone: string, instant: string) => zoneClock(zone, at(instant) - 8 * DAY, at(instant) + 8 * DAY)
const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString())

test.each([
  ['00:00', 0],
  ['08:30', 510],
  ['23:59', 1439],
  ['24:00', 1440],
  ['24:01', null],
  ['8:30', null],
  ['08:60', null],
  ['', null],
])('%s is minute %s', (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes)
})

test('without days and hours nothing is weekly', () => {
  expect(
    [hours(null, null), hours('08:00', null), hours(null, '08:00'), hours(null, null, 'mon')].map(isWeekly),
  ).toEqual([false, true, true, true])
})

describe('in Taipei', () => {
  // 2024-01-05 is a Friday; 16:00Z is midnight there.
  test.each<[string, WeeklyHours, string, boolean]>([
    ['before the hours', hours('08:00', '17:30'), '2024-01-04T23:59:59.999Z', false],
    ['at their beginning', hours('08:00', '17:30'), '2024-01-05T00:00:00.000Z', true],
    ['at their end', hours('08:00', '17:30'), '2024-01-05T09:30:00.000Z', false],
    ['on the day', hours(null, null, 'fri'), '2024-01-05T15:59:59.999Z', true],
    ['on the next day', hours(null, null, 'fri'), '2024-01-05T16:00:00.000Z', false],
    ['over midnight, before it', hours('22:00', '02:00', 'fri'), '2024-01-05T15:00:00.000Z', true],
    ['over midnight, after it', hours('22:00', '02:00', 'fri'), '2024-01-05T17:00:00.000Z', true],
    ['over midnight, the night before', hours('22:00', '02:00', 'fri'), '2024-01-04T17:00:00.000Z', false],
    ['to 24:00', hours('22:00', '24:00', 'fri'), '2024-01-05T15:59:59.999Z', true],
    ['from 22:00 without an end', hours('22:00', null), '2024-01-05T16:00:00.000Z', false],
    ['to 00:00 is the same as to 24:00', hours('22:00', '00:00', 'fri'), '2024-01-05T16:00:00.000Z', false],
  ])('%s', (_, rule, instant, expected) => {
    expect(holdsAt(rule, clockAround('Asia/Taipei', instant), at(instant))).toBe(expected)
  })

  test('the stretch around an instant', () => {
    const clock = clockAround('Asia/Taipei', '2024-01-05T17:00:00Z')
    const night = hours('22:00', '02:00', 'fri')
    expect(iso(flipBefore(night, clock, at('2024-01-05T17:00:00Z')))).toBe('2024-01-05T14:00:00.000Z')
    expect(iso(flipAfter(night, clock, at('2024-01-05T17:00:00Z')))).toBe('2024-01-05T18:00:00.000Z')
    expect(iso(flipAfter(night, clock, at('2024-01-05T18:00:00Z')))).toBe('2024-01-12T14:00:00.000Z')
  })

  test('what holds all week never flips', () => {
    const clock = clockAround('Asia/Taipei', '2024-01-05T17:00:00Z')
    for (const rule of [hours('00:00', '24:00'), hours(null, null, ...weekdays), hours('22:00', '22:00')]) {
      expect([
        flipBefore(rule, clock, at('2024-01-05T17:00:00Z')),
        flipAfter(rule, clock, at('2024-01-05T17:00:00Z')),
      ]).toEqual([null, null])
    }
  })
})

describe('where the clocks are changed', () => {
  const stretches = (zone: string, rule: WeeklyHours, from: string, until: string) => {
    const clock = clockAround(zone, from)
    const found: (string | null)[] = []
    for (
      let time = flipAfter(rule, clock, at(from));
      time !== null && time <= at(until);
      time = flipAfter(rule, clock, time)
    )
      found.push(iso(time))
    return found
  }

  test.each<[string, string, WeeklyHours, string, string, string[]]>([
    [
      'Berlin: the hour that does not exist has nothing',
      'Europe/Berlin',
      hours('02:00', '03:00'),
      '2024-03-30T12:00:00Z',
      '2024-03-31T12:00:00Z',
      [],
    ],
    [
      'Berlin: what begins in it begins when the clocks go forward',
      'Europe/Berlin',
      hours('02:30', '04:00'),
      '2024-03-30T12:00:00Z',
      '2024-03-31T12:00:00Z',
      ['2024-03-31T01:00:00.000Z', '2024-03-31T02:00:00.000Z'],
    ],
    [
      'Berlin: what ends in it ends when the clocks go forward',
      'Europe/Berlin',
      hours('01:00', '02:30'),
      '2024-03-30T12:00:00Z',
      '2024-03-31T12:00:00Z',
      ['2024-03-31T00:00:00.000Z', '2024-03-31T01:00:00.000Z'],
    ],
    [
      'Berlin: the hour that comes twice counts both times',
      'Europe/Berlin',
      hours('02:00', '03:00'),
      '2024-10-26T12:00:00Z',
      '2024-10-27T12:00:00Z',
      ['2024-10-27T00:00:00.000Z', '2024-10-27T02:00:00.000Z'],
    ],
    [
      'Berlin: a half of it comes twice',
      'Europe/Berlin',
      hours('02:30', '03:00'),
      '2024-10-26T12:00:00Z',
      '2024-10-27T12:00:00Z',
      ['2024-10-27T00:30:00.000Z', '2024-10-27T01:00:00.000Z', '2024-10-27T01:30:00.000Z', '2024-10-27T02:00:00.000Z'],
    ],
    [
      'New York: noon stays noon',
      'America/New_York',
      hours('12:00', '13:00'),
      '2024-03-09T12:00:00Z',
      '2024-03-10T20:00:00Z',
      ['2024-03-09T17:00:00.000Z', '2024-03-09T18:00:00.000Z', '2024-03-10T16:00:00.000Z', '2024-03-10T17:00:00.000Z'],
    ],
    [
      'New York: a Sunday of 23 hours',
      'America/New_York',
      hours(null, null, 'sun'),
      '2024-03-09T12:00:00Z',
      '2024-03-12T00:00:00Z',
      ['2024-03-10T05:00:00.000Z', '2024-03-11T04:00:00.000Z'],
    ],
    [
      'Lord Howe: half an hour does not exist',
      'Australia/Lord_Howe',
      hours('02:00', '02:30'),
      '2024-10-05T00:00:00Z',
      '2024-10-06T12:00:00Z',
      [],
    ],
    [
      'Lord Howe: half an hour comes twice',
      'Australia/Lord_Howe',
      hours('01:30', '02:00'),
      '2024-04-06T00:00:00Z',
      '2024-04-07T12:00:00Z',
      ['2024-04-06T14:30:00.000Z', '2024-04-06T15:30:00.000Z'],
    ],
  ])('%s', (_, zone, rule, from, until, expected) => {
    expect(stretches(zone, rule, from, until)).toEqual(expected)
  })
})

const time = fc
  .integer({ min: 0, max: 95 })
  .map(
    (quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  )
const rules = fc.record({
  days: fc.subarray([...weekdays]),
  hoursFrom: fc.option(time),
  hoursTo: fc.option(fc.oneof(time, fc.constant('24:00'))),
})
const moments = fc.record({
  zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Taipei', 'America/St_Johns'),
  around: fc
    .constantFrom(
      '2024-03-10T06:00:00Z',
      '2024-03-31T01:00:00Z',
      '2024-04-06T15:00:00Z',
      '2024-10-05T15:30:00Z',
      '2024-10-27T01:00:00Z',
      '2024-11-03T06:00:00Z',
    )
    .map(at),
  offset: fc.integer({ min: -36 * 60, max: 36 * 60 }).map((minutes) => minutes * 60_000),
})

/** What the clock on the wall says, as Intl itself tells it, and whether the hours hold by it. */
const holdsOnTheWall = ({ days, hoursFrom, hoursTo }: WeeklyHours, zone: string, instant: number): boolean => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant)
  const part = (name: string) => parts.find(({ type }) => type === name)?.value ?? ''
  const today = weekdays.findIndex((day) => day === part('weekday').toLowerCase())
  const now = `${part('hour')}:${part('minute')}`
  const on = (day: number) => days.length === 0 || days.some((each) => each === weekdays[(day + 7) % 7])
  const [from, to] = [hoursFrom ?? '00:00', hoursTo ?? '24:00']
  return from < to ? on(today) && from <= now && now < to : (on(today) && from <= now) || (on(today - 1) && now < to)
}

test('hours hold exactly when the clock on the wall says so', () => {
  fc.assert(
    fc.property(rules, moments, (rule, { zone, around, offset }) => {
      const instant = around + offset
      expect(holdsAt(rule, zoneClock(zone, around - 3 * DAY, around + 3 * DAY), instant)).toBe(
        holdsOnTheWall(rule, zone, instant),
      )
    }),
    { numRuns: 400 },
  )
})

test('between two flips every quarter of an hour is the same, and at a flip it is not', () => {
  fc.assert(
    fc.property(rules, moments, (rule, { zone, around, offset }) => {
      const instant = around + offset
      const clock = zoneClock(zone, around - 8 * DAY, around + 8 * DAY)
      const held = holdsAt(rule, clock, instant)
      const [before, after] = [flipBefore(rule, clock, instant), flipAfter(rule, clock, instant)]
      if (after !== null) expect(holdsAt(rule, clock, after)).toBe(!held)
      if (before !== null)
        expect([holdsAt(rule, clock, before - 1), holdsAt(rule, clock, before)]).toEqual([!held, held])
      const [from, until] = [before ?? clock.from, after ?? clock.until]
      const quarters = Array.from(
        { length: Math.floor((until - 1 - from) / 900_000) + 1 },
        (_, index) => from + index * 900_000,
      )
      expect(quarters.filter((time) => holdsAt(rule, clock, time) !== held)).toEqual([])
    }),
    { numRuns: 300 },
  )
})
