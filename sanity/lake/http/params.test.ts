import { describe, expect, test } from 'vitest'
import { LakeError } from '../engine/types.ts'
import { count, flag, groqParams, perspectiveOf, refuseVariants } from './params.ts'

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
    ['rAbc,drafts', '2025-02-19', ['rAbc', 'drafts']],
    ['rAbc', 'X', ['rAbc']],
  ])('%s in version %s is %s', (asked, version, expected) => {
    expect(perspectiveOf(asked, version)).toEqual(expected)
  })

  test.each(['a b', 'a,', 'raw,drafts', '*'])('%s is refused', (asked) => {
    expect(() => perspectiveOf(asked, '2026-05-04')).toThrow(LakeError)
  })

  test.each([
    ['rAbc', '1'],
    ['rAbc,drafts', '2021-03-25'],
    ['drafts,published', '2025-02-18'],
  ])('%s is refused in version %s', (asked, version) => {
    expect(() => perspectiveOf(asked, version)).toThrow('Complex perspectives are not supported')
  })
})

test('a question that asks for a content variant is refused by name', () => {
  expect(() => refuseVariants(new URLSearchParams('variant=spring'))).toThrow('variant')
  expect(() => refuseVariants(new URLSearchParams('variantCondition=a:b'))).toThrow('variantCondition')
  expect(() => refuseVariants(new URLSearchParams('query=*'))).not.toThrow()
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
