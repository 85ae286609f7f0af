import { expect, test } from 'vitest'
import {
  clockInWords,
  futureProblem,
  instantInWords,
  periodInWords,
  periodProblem,
  periodWithLength,
  updateProblem,
  periodInShort,
  stateInWords,
} from './period.ts'

test('an end must come after its start; open sides are fine', () => {
  expect(periodProblem('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')).toBe(true)
  expect(periodProblem(undefined, '2026-01-02T00:00:00Z')).toBe(true)
  expect(periodProblem('2026-01-01T00:00:00Z', undefined)).toBe(true)
  expect(periodProblem('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toEqual(expect.any(String))
  expect(periodProblem('2026-01-01T00:00:00Z', '2026-01-01T07:00:00+08:00')).toEqual(expect.any(String))
})

test('an update may fall on the instant of publication, not before it', () => {
  expect(updateProblem('2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toBe(true)
  expect(updateProblem('2026-01-01T00:00:00Z', '2025-12-31T00:00:00Z')).toEqual(expect.any(String))
})

test('instants are said in the publication’s zone', () => {
  expect(instantInWords('2026-01-01T16:05:00Z', 'Asia/Taipei')).toBe('2026/01/02 00:05')
  expect(instantInWords('nonsense', 'Asia/Taipei')).toBe('')
  expect(periodInWords('2026-01-01T16:05:00Z', undefined, 'Asia/Taipei')).toBe('2026/01/02 00:05 起')
  expect(periodInWords(undefined, '2026-01-01T16:05:00Z', 'Asia/Taipei')).toBe('即日起，到 2026/01/02 00:05 止')
  expect(periodInWords(undefined, undefined, 'Asia/Taipei')).toBe('一直顯示')
})

const telling = { timeZone: 'Asia/Taipei', now: new Date('2026-11-24T00:00:00Z') }

test.each([
  ['2026-11-27T10:00:00Z', '2026-11-29T16:00:00Z', '11/27（五）18:00 → 11/29（日）24:00，共 54 小時'],
  ['2026-12-31T16:00:00Z', '2026-12-31T17:30:00Z', '2027/1/1（五）00:00 → 2027/1/1（五）01:30，共 1 小時 30 分鐘'],
  ['2026-12-30T16:00:00Z', '2026-12-31T16:00:00Z', '12/31（四）00:00 → 12/31（四）24:00，共 24 小時'],
  ['2026-12-01T00:00:00Z', '2026-12-06T06:00:00Z', '12/1（二）08:00 → 12/6（日）14:00，共 5 天 6 小時'],
  ['2026-12-01T00:00:00Z', '2026-12-01T00:00:20Z', '12/1（二）08:00 → 12/1（二）08:00，共 0 分鐘'],
  ['2026-11-27T10:00:00Z', undefined, '11/27（五）18:00 起，沒有結束時間'],
  [undefined, '2026-11-29T16:00:00Z', '發布後馬上開始 → 11/29（日）24:00'],
  [undefined, undefined, '發布後馬上開始，沒有結束時間'],
])('%s to %s: %s', (startsAt, endsAt, words) => expect(periodWithLength(startsAt, endsAt, telling)).toBe(words))

test('the time of day is told to the second', () =>
  expect(clockInWords('2026-11-24T10:42:07.900Z', 'Asia/Taipei')).toBe('18:42:07'))

test('a publication dated in the future is warned about, from the next moment on', () => {
  const now = new Date('2026-11-24T02:00:00Z')
  expect(futureProblem('2026-11-24T02:00:00.001Z', now)).toContain('馬上看得到')
  expect(futureProblem('2026-11-24T10:00:00+08:00', now)).toBe(true)
  expect(futureProblem(undefined, now)).toBe(true)
})

test('a row of a list tells a period in short, and its state in one word', () => {
  const telling = { timeZone: 'Asia/Taipei', now: new Date('2026-11-25T00:00:00Z') }
  const [start, end] = ['2026-11-22T16:00:00Z', '2026-11-30T16:00:00Z']
  expect(periodInShort(start, end, telling)).toBe('11/23 00:00–11/30 24:00')
  expect(periodInShort(start, '2027-01-01T02:00:00Z', telling)).toBe('11/23 00:00–2027/1/1 10:00')
  expect(periodInShort(undefined, end, telling)).toBe('即日起–11/30 24:00')
  expect(periodInShort(start, undefined, telling)).toBe('11/23 00:00–沒有結束')
  expect(periodInShort(undefined, undefined, telling)).toBe('一直顯示')
  const state = (now: string, paused?: boolean) => stateInWords({ startsAt: start, endsAt: end, paused }, new Date(now))
  expect([state('2026-11-22T15:59:59Z'), state(start), state(start, true), state(end), state(end, true)]).toEqual([
    '未開始',
    '進行中',
    '已暫停',
    '已結束',
    '已結束',
  ])
  expect(stateInWords({}, new Date(start))).toBe('進行中')
})
