import { expect, test } from 'vitest'
import { instantOf, offsetSpans, wallTime } from './zoned-time.ts'

const HOUR = 3_600_000
const at = (instant: string) => Date.parse(instant)
const changes = (zone: string, from: string, until: string) =>
  offsetSpans(zone, at(from), at(until)).map((span) => [new Date(span.from).toISOString(), span.offset / HOUR])

test.each([
  ['Asia/Taipei', [['2024-01-01T00:00:00.000Z', 8]]],
  ['Asia/Kolkata', [['2024-01-01T00:00:00.000Z', 5.5]]],
  ['UTC', [['2024-01-01T00:00:00.000Z', 0]]],
  [
    'Europe/Berlin',
    [
      ['2024-01-01T00:00:00.000Z', 1],
      ['2024-03-31T01:00:00.000Z', 2],
      ['2024-10-27T01:00:00.000Z', 1],
    ],
  ],
  [
    'America/New_York',
    [
      ['2024-01-01T00:00:00.000Z', -5],
      ['2024-03-10T07:00:00.000Z', -4],
      ['2024-11-03T06:00:00.000Z', -5],
    ],
  ],
  [
    'America/St_Johns',
    [
      ['2024-01-01T00:00:00.000Z', -3.5],
      ['2024-03-10T05:30:00.000Z', -2.5],
      ['2024-11-03T04:30:00.000Z', -3.5],
    ],
  ],
  [
    'Australia/Lord_Howe',
    [
      ['2024-01-01T00:00:00.000Z', 11],
      ['2024-04-06T15:00:00.000Z', 10.5],
      ['2024-10-05T15:30:00.000Z', 11],
    ],
  ],
])('the clocks of %s in a year', (zone, expected) => {
  expect(changes(zone, '2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z')).toEqual(expected)
})

test('spans follow each other without a gap, and cover what was asked', () => {
  const spans = offsetSpans('Europe/Berlin', at('2024-03-30T00:00:00Z'), at('2024-04-01T00:00:00Z'))
  expect(spans.map(({ from, until }) => [from, until])).toEqual([
    [at('2024-03-30T00:00:00Z'), at('2024-03-31T01:00:00Z')],
    [at('2024-03-31T01:00:00Z'), at('2024-04-01T00:00:00Z')],
  ])
})

test('an unknown zone is refused', () => {
  expect(() => offsetSpans('Asia/Atlantis', 0, 1)).toThrow(RangeError)
})

test.each([
  ['2026-11-27', '18:00', 'Asia/Taipei', '2026-11-27T10:00:00.000Z'],
  ['2026-11-29', '24:00', 'Asia/Taipei', '2026-11-29T16:00:00.000Z'],
  ['2026-12-31', '24:00', 'Asia/Taipei', '2026-12-31T16:00:00.000Z'],
  ['2028-02-29', '00:00', 'Asia/Taipei', '2028-02-28T16:00:00.000Z'],
  ['2024-11-03', '01:30', 'America/New_York', '2024-11-03T05:30:00.000Z'], // it comes twice
  ['2024-03-10', '02:30', 'America/New_York', '2024-03-10T07:00:00.000Z'], // it is left out
  ['2024-03-10', '03:00', 'America/New_York', '2024-03-10T07:00:00.000Z'],
])('%s %s in %s is %s', (date, time, zone, expected) => {
  const instant = instantOf({ date, time }, zone)
  expect(instant === null ? null : new Date(instant).toISOString()).toBe(expected)
})

test.each([
  ['2026-02-30', '00:00'],
  ['2026-13-01', '00:00'],
  ['27/11/2026', '00:00'],
  ['', ''],
  ['2026-11-27', '24:01'],
  ['2026-11-27', '25:00'],
  ['2026-11-27', '9:00'],
])('%s %s is no time', (date, time) => {
  expect(instantOf({ date, time }, 'Asia/Taipei')).toBe(null)
})

test('an instant is told by the clock of the zone; midnight ends the day before', () => {
  const midnight = at('2026-11-29T16:00:00Z')
  expect(wallTime(midnight, 'Asia/Taipei')).toEqual({ date: '2026-11-30', time: '00:00' })
  expect(wallTime(midnight, 'Asia/Taipei', true)).toEqual({ date: '2026-11-29', time: '24:00' })
  expect(wallTime(at('2026-11-27T10:00:59Z'), 'Asia/Taipei', true)).toEqual({ date: '2026-11-27', time: '18:00' })
  expect(wallTime(at('2024-07-01T00:00:00Z'), 'America/New_York')).toEqual({ date: '2024-06-30', time: '20:00' })
})
