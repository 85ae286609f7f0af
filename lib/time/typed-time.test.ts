import { expect, test } from 'vitest'
import { clockOf, readTime, typedTime } from './typed-time.ts'

const zone = 'Asia/Taipei'

test.each([
  ['2026-11-27', '18:00', '2026-11-27T10:00:00.000Z'],
  ['2026-11-27', ' １８：００ ', '2026-11-27T10:00:00.000Z'],
  ['2026-11-27', '9:05', '2026-11-27T01:05:00.000Z'],
  ['2026-11-27', '1800', '2026-11-27T10:00:00.000Z'],
  ['2026-11-27', '18', '2026-11-27T10:00:00.000Z'],
  ['2026-11-29', '24:00', '2026-11-29T16:00:00.000Z'],
  ['2026-11-27', '下午3點', '2026-11-27T07:00:00.000Z'],
  ['2026-11-27', '晚上 ９ 點半', '2026-11-27T13:30:00.000Z'],
  ['2026-11-27', '9點5分', '2026-11-27T01:05:00.000Z'],
  ['2026-11-27', '中午12點', '2026-11-27T04:00:00.000Z'],
  ['2026-11-27', '下午12點', '2026-11-27T04:00:00.000Z'],
  ['2026-11-27', '晚上12點', '2026-11-27T16:00:00.000Z'],
  ['2026-11-27', '早上9點', '2026-11-27T01:00:00.000Z'],
])('%s %s is %s', (date, time, instant) =>
  expect(readTime({ date, time }, zone, true)).toEqual({ kind: 'instant', instant }),
)

test('a day alone begins with its first minute and ends with its last', () => {
  expect(readTime({ date: '2026-11-29', time: '' }, zone, false)).toEqual({
    kind: 'instant',
    instant: '2026-11-28T16:00:00.000Z',
  })
  expect(readTime({ date: '2026-11-29', time: '' }, zone, true)).toEqual({
    kind: 'instant',
    instant: '2026-11-29T16:00:00.000Z',
  })
})

test('nothing is nothing; a half or a wrong time is explained in zh-TW', () => {
  expect(readTime({ date: '', time: ' ' }, zone, false)).toEqual({ kind: 'empty' })
  const wrong = [
    ['', '18:00'],
    ['2026-11-27', '25:00'],
    ['2026-11-27', '24:30'],
    ['2026-11-27', '下午'],
    ['2026-11-27', '上午12點'],
    ['2026-11-27', '晚上1點'],
    ['2026-11-27', '12:60'],
    ['2026-02-30', '12:00'],
  ] as const
  for (const [date, time] of wrong)
    expect(readTime({ date, time }, zone, false)).toEqual({
      kind: 'problem',
      problem: expect.stringMatching(/\p{Script=Han}/u),
    })
})

test('what is stored comes back as it was typed', () => {
  expect(typedTime('2026-11-29T16:00:00Z', zone, true)).toEqual({ date: '2026-11-29', time: '24:00' })
  expect(typedTime('2026-11-29T16:00:00Z', zone, false)).toEqual({ date: '2026-11-30', time: '00:00' })
  expect(typedTime(undefined, zone, true)).toEqual({ date: '', time: '' })
  expect(typedTime('soon', zone, true)).toEqual({ date: '', time: '' })
})

test.each([
  ['2:00', '02:00'],
  ['晚上12點', '24:00'],
  ['晚上 9 點半', '21:30'],
  ['８：３０', '08:30'],
  ['1430', '14:30'],
  ['24:00', '24:00'],
  ['08:30', '08:30'],
  ['24:30', null],
  ['12:60', null],
  ['早上', null],
  ['', null],
])('hours typed as %s are %s', (typed, clock) => {
  expect(clockOf(typed)).toBe(clock)
})
