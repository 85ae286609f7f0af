import { expect, test } from 'vitest'
import { offsetSpans } from './zoned-time.ts'

const HOUR = 3_600_000
const at = (instant: string) => Date.parse(instant)
const changes = (zone: string, from: string, until: string) =>
  offsetSpans(zone, at(from), at(until)).map((span) => [new Date(span.from).toISOString(), span.offset / HOUR])

test.each([
  ['Asia/Taipei', [['2024-01-01T00:00:00.000Z', 8]]],
  ['Asia/Kolkata', [['2024-01-01T00:00:00.000Z', 5.5]]],
  ['UTC', [['2024-01-01T00:00:00.000Z', 0]]],
  ['Europe/Berlin', [['2024-01-01T00:00:00.000Z', 1], ['2024-03-31T01:00:00.000Z', 2], ['2024-10-27T01:00:00.000Z', 1]]],
  ['America/New_York', [['2024-01-01T00:00:00.000Z', -5], ['2024-03-10T07:00:00.000Z', -4], ['2024-11-03T06:00:00.000Z', -5]]],
  ['America/St_Johns', [['2024-01-01T00:00:00.000Z', -3.5], ['2024-03-10T05:30:00.000Z', -2.5], ['2024-11-03T04:30:00.000Z', -3.5]]],
  ['Australia/Lord_Howe', [['2024-01-01T00:00:00.000Z', 11], ['2024-04-06T15:00:00.000Z', 10.5], ['2024-10-05T15:30:00.000Z', 11]]],
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
