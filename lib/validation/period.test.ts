import { expect, test } from 'vitest'
import { futureProblem, instantInWords, periodInWords, periodProblem, updateProblem } from './period.ts'

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

test('a publication dated in the future is warned about, from the next moment on', () => {
  const now = new Date('2026-11-24T02:00:00Z')
  expect(futureProblem('2026-11-24T02:00:00.001Z', now)).toContain('馬上看得到')
  expect(futureProblem('2026-11-24T10:00:00+08:00', now)).toBe(true)
  expect(futureProblem(undefined, now)).toBe(true)
})
