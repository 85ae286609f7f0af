import { describe, expect, test } from 'vitest'
import { weekdays } from './placement-hours.ts'
import {
  bothListsProblem,
  dayList,
  hoursFromProblem,
  hoursInWords,
  hoursToProblem,
  perDayProblem,
  weightProblem,
} from './placement.ts'

const sentence = expect.stringMatching(/\p{Script=Han}/u)

test('hours are times of day; only their end may be 24:00', () => {
  expect([undefined, '', '00:00', '23:59'].map(hoursFromProblem)).toEqual([true, true, true, true])
  expect(['24:00', '8:30', '0830', '25:00', '早上'].map(hoursFromProblem)).toEqual(
    Array.from({ length: 5 }, () => sentence),
  )
  expect(
    [
      ['08:00', '24:00'],
      [undefined, '08:00'],
      ['22:00', '02:00'],
      ['08:00', undefined],
    ].map(([from, to]) => hoursToProblem(from, to)),
  ).toEqual([true, true, true, true])
  expect(
    [
      ['08:00', '24:01'],
      ['08:00', '08:00'],
      [undefined, '00:00'],
    ].map(([from, to]) => hoursToProblem(from, to)),
  ).toEqual([sentence, sentence, sentence])
})

test('a weight is a whole number that gives a share', () => {
  expect([undefined, 1, 1000].map(weightProblem)).toEqual([true, true, true])
  expect([0, -1, 1.5, 1001].map(weightProblem)).toEqual([sentence, sentence, sentence, sentence])
})

test('a daily limit is a whole number of times', () => {
  expect([undefined, 1, 20].map(perDayProblem)).toEqual([true, true, true])
  expect([0, -1, 1.5].map(perDayProblem)).toEqual([sentence, sentence, sentence])
})

test('nothing is both in and out', () => {
  expect(bothListsProblem(undefined, undefined)).toBe(true)
  expect(bothListsProblem([{ _ref: 'a' }, {}], [{ _ref: 'b' }, {}])).toBe(true)
  expect(bothListsProblem([{ _ref: 'a' }], [{ _ref: 'b' }, { _ref: 'a' }])).toEqual(sentence)
})

describe('days and hours in words', () => {
  test('the list has every day', () => expect(dayList.map(({ value }) => value)).toEqual([...weekdays]))
  test.each([
    [undefined, undefined, undefined, ''],
    [['fri', 'mon'], undefined, undefined, '週一、週五'],
    [[], '09:00', undefined, '每天 09:00–24:00'],
    [['fri'], '22:00', '02:00', '週五 22:00–次日 02:00'],
    [undefined, undefined, '12:00', '每天 00:00–12:00'],
    [undefined, '22:00', '00:00', '每天 22:00–00:00'],
  ])('%j %s %s: %s', (days, from, to, words) => expect(hoursInWords(days, from, to)).toBe(words))
})
