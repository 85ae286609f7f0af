import { describe, expect, test } from 'vitest'
import { LakeError } from '../engine/types.ts'
import { count, flag, groqParams, perspectiveOf } from './params.ts'

describe('perspectiveOf', () => {
  test.each([
    [null, '1', 'raw'],
    [null, '2021-03-25', 'raw'],
    [null, '2025-02-19', 'published'],
    [null, 'X', 'published'],
    ['', '2026-05-04', 'published'],
    ['raw', '2025-02-19', 'raw'],
    ['published', '1', 'published'],
    ['drafts', '1', 'drafts'],
    ['previewDrafts', '1', 'drafts'],
    ['rAbc,drafts', '1', ['rAbc', 'drafts']],
    ['rAbc', '1', ['rAbc']],
  ])('%s in version %s is %s', (asked, version, expected) => {
    expect(perspectiveOf(asked, version)).toEqual(expected)
  })

  test.each(['a b', 'a,', 'raw,drafts', '*'])('%s is refused', (asked) => {
    expect(() => perspectiveOf(asked, '1')).toThrow(LakeError)
  })
})

test('parameters of a question are JSON', () => {
  expect(groqParams(new URLSearchParams('query=1&$a="x"&$b=[1]&tag=t'))).toEqual({ a: 'x', b: [1] })
  expect(() => groqParams(new URLSearchParams('$a=x'))).toThrow('parameter $a')
})

test('flags and counts', () => {
  const search = new URLSearchParams('yes=true&no=false&odd=maybe&many=7&toomany=70')
  expect([flag(search, 'yes'), flag(search, 'no', true), flag(search, 'absent', true)]).toEqual([true, false, true])
  expect(() => flag(search, 'odd')).toThrow('odd')
  expect([count(search, 'many', 10), count(search, 'absent', 10)]).toEqual([7, undefined])
  expect(() => count(search, 'toomany', 10)).toThrow(LakeError)
})
