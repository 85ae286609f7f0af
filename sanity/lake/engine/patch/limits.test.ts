import { applyPatches, makePatches, parsePatch, stringifyPatches } from '@sanity/diff-match-patch'
import { describe, expect, test } from 'vitest'
import { isObject, type JsonObject } from '../json.ts'
import { applyPatch } from './apply.ts'
import { createMeter, PATCH_LIMITS } from './limits.ts'

type Operations = Parameters<typeof applyPatch>[1]

const run = (document: JsonObject, patches: readonly Operations[], steps?: number): unknown => {
  const meter = createMeter(steps)
  return patches.reduce<unknown>(
    (now, operations) => (isObject(now) ? applyPatch(now, operations, meter) : now),
    document,
  )
}
const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))
const items = (count: number) => times(count, (n) => ({ _key: `k${n}`, n, t: 'text' }))
/** A text without repetitions, so that a piece of it fits at one place only. */
const prose = (length: number): string =>
  times(Math.ceil(length / 6), (n) => (n * 7919).toString(36).padStart(6, '·'))
    .join('')
    .slice(0, length)

const STEPS = /take more than 2000 million steps, which is all that is allowed/
const fits = (hunks: number, text: string) =>
  times(hunks, (n) => `@@ -${n * 8 + 1},4 +${n * 8 + 1},4 @@\n-${text.slice(n * 8, n * 8 + 4)}\n+EDIT\n`).join('')
const misfits = (hunks: number) =>
  times(hunks, (n) => `@@ -${n * 8 + 1},32 +${n * 8 + 1},32 @@\n ${'Q'.repeat(28)}\n-abcd\n+WXYZ\n`).join('')

describe('refused, with what was asked and what is allowed', () => {
  test.each<[string, JsonObject, Operations[], RegExp]>([
    ['a long path', {}, [{ set: { [`a${'.a'.repeat(10_000)}`]: 1 } }], /has 20001 characters, 1000 are allowed/],
    ['many segments', {}, [{ set: { [`a${'.a'.repeat(40)}`]: 1 } }], /has 41 segments, 40 are allowed/],
    [
      'many segments in a filter',
      {},
      [{ set: { [`a[a${'.a'.repeat(40)} == 1].b`]: 1 } }],
      /has 41 segments, 40 are allowed/,
    ],
    [
      'a wide union',
      {},
      [{ set: { [`l[${times(101, String).join(',')}]`]: 1 } }],
      /has 101 members in one pair of brackets, 100 are allowed/,
    ],
    ['unions that multiply', {}, [{ set: { ['[a,b]'.repeat(30)]: 1 } }], /finds more than 100000 places/],
    ['many places', { l: times(100_001, () => 0) }, [{ inc: { 'l[*]': 1 } }], /finds more than 100000 places/],
    [
      '".." through too much',
      { l: times(100_001, () => ({})) },
      [{ inc: { '..n': 1 } }],
      /looks into more than 100000 objects and lists/,
    ],
    [
      '".." that digs its own hole',
      { x: 1 },
      times(300, () => ({ setIfMissing: { '..x.x': { x: 1 } } })),
      /looks deeper than 200 levels/,
    ],
    [
      'a value in many places',
      { l: items(1000) },
      [{ set: { 'l[*].t': 'x'.repeat(40_000) } }],
      /write 39961998 bytes .* 32000000 are allowed/,
    ],
    [
      'items in many lists',
      { l: times(1000, () => ({ m: [] })) },
      [{ insert: { after: 'l[*].m[-1]', items: ['x'.repeat(40_000)] } }],
      /write 39963996 bytes/,
    ],
    ['an object that grows', {}, times(1100, (n) => ({ set: { [`f${n}`]: 1 } })), /has 1001 fields, 1000 are allowed/],
    [
      'many hunks',
      { t: prose(10_000) },
      [{ diffMatchPatch: { t: fits(1001, prose(10_000)) } }],
      /has 1001 hunks, 1000 are allowed/,
    ],
    [
      'a diff of a huge text',
      { t: 'x'.repeat(4_000_001) },
      [{ diffMatchPatch: { t: fits(1, 'xxxx') } }],
      /has 4000001 characters, diffMatchPatch changes texts of at most 4000000; use set/,
    ],
    [
      'hunks that have to be searched for in a long text',
      { t: prose(100_000) },
      [{ diffMatchPatch: { t: misfits(500) } }],
      STEPS,
    ],
    [
      'a long piece that stays',
      { t: 'x'.repeat(100_000) },
      [{ diffMatchPatch: { t: `@@ -1,100000 +1,100000 @@\n ${'x'.repeat(100_000)}\n` } }],
      STEPS,
    ],
    [
      'a hunk of many pieces',
      { t: 'a'.repeat(30_000) },
      [{ diffMatchPatch: { t: `@@ -1,30000 +1,30000 @@\n${'-a\n+b\n'.repeat(30_000)}` } }],
      STEPS,
    ],
    [
      'long deletions of what is not there',
      { t: prose(20_000) },
      times(3, () => ({ diffMatchPatch: { t: `@@ -1,20000 +0,0 @@\n-${'y'.repeat(20_000)}\n` } })),
      STEPS,
    ],
  ])('%s', (_, document, patches, message) => expect(() => run(document, patches)).toThrow(message))

  // The whole allowance is seconds of work: here a hundredth of it, for a hundredth of the work.
  test.each<[string, Operations[]]>([
    ['many patches of a long list', times(300, () => ({ set: { 'l[_key=="k4999"].n': 1 } }))],
    ['wide unions of a long list', times(5, () => ({ inc: { [`l[${times(100, () => ':').join(',')}].n`]: 1 } }))],
    [
      'wide filters of a long list',
      times(5, () => ({ inc: { [`l[${times(50, (n) => `@.n > ${n}`).join(', ')}].n`]: 1 } })),
    ],
    ['".." within ".."', times(10, () => ({ inc: { '..[..[..n > 3]?].n': 1 } }))],
  ])('%s', (_, patches) =>
    expect(() => run({ l: items(5000) }, patches, PATCH_LIMITS.steps / 100)).toThrow(
      'take more than 20 million steps, which is all that is allowed',
    ),
  )
})

describe('far below the bounds', () => {
  test('1,000 patches of one document by key, in a list of 1,000 blocks', () => {
    const after = run(
      { l: items(1000) },
      times(1000, (n) => ({ set: { [`l[_key=="k${n}"].t`]: `new ${n}` } })),
    )
    expect(after).toMatchObject({ l: times(1000, (n) => ({ _key: `k${n}`, t: `new ${n}` })) })
  })

  test('1,000 patches of a document of 10 MB with few fields, and one of 31 MB', () => {
    expect(
      run(
        { t: 'x'.repeat(10_000_000) },
        times(1000, (n) => ({ set: { n } })),
      ),
    ).toMatchObject({ n: 999 })
    expect(run({ t: 'x'.repeat(31_000_000), n: 1 }, [{ inc: { n: 1 } }])).toMatchObject({ n: 2 })
  })

  test('1,000 keys pressed in a text of 10,000 characters', () => {
    let text = prose(10_000)
    const patches = times(1000, (n) => {
      const next = `${text.slice(0, n * 9)}字${text.slice(n * 9)}`
      const diff = stringifyPatches(makePatches(text, next))
      text = next
      return { diffMatchPatch: { t: diff } }
    })
    expect(run({ t: prose(10_000) }, patches)).toEqual({ t: text })
  })

  test('a text of 20,000 characters, revised at 400 places', () => {
    const text = prose(20_000)
    expect(run({ t: text }, [{ diffMatchPatch: { t: fits(400, text.replaceAll('·', '-')) } }])).toMatchObject({
      t: expect.stringContaining('EDIT'),
    })
  })

  test('a text of 20,000 letters with 100 of its sentences rewritten or taken away', () => {
    const sentences = times(400, (n) =>
      `${(n * 7919).toString(36)} is sentence ${n}, which is long enough for this.`.padEnd(50, '.'),
    )
    const revised = sentences.map((sentence, n) =>
      n % 4 === 2 ? (n % 8 === 2 ? '' : `Another one in its place: ${n}.`) : sentence,
    )
    const startOf = (n: number) => revised.slice(0, n).join('').length + 1
    const hunkOf = (n: number): string => {
      const [old = '', next = ''] = [sentences[n], revised[n]]
      return `@@ -${startOf(n)},${old.length} +${startOf(n)},${next.length} @@\n-${old}\n${next === '' ? '' : `+${next}\n`}`
    }
    const diff = times(100, (n) => hunkOf(n * 4 + 2)).join('')
    const [expected] = applyPatches(parsePatch(diff), sentences.join(''), { allowExceedingIndices: true })
    expect(expected).toContain('Another one in its place: 198.')
    expect(run({ t: sentences.join('') }, [{ diffMatchPatch: { t: diff } }])).toEqual({ t: expected })
  })

  test('a list that gets 300,000 items at once', () => {
    const after = run({ l: [0] }, [{ insert: { before: 'l[0]', items: times(300_000, (n) => n) } }])
    expect(isObject(after) && Array.isArray(after.l) && after.l.length).toBe(300_001)
  })

  test('a text of 100,000 characters, taken away or replaced', () => {
    const text = prose(100_000)
    for (const to of ['', prose(50_000).split('').toReversed().join('')]) {
      const diff = `@@ -1,${Buffer.byteLength(text)} +1,${Buffer.byteLength(to)} @@\n-${text}\n+${to}\n`
      expect(run({ t: text }, [{ diffMatchPatch: { t: diff } }])).toEqual({ t: to })
    }
  })

  test('a path as deep as a document may be', () => {
    const path = times(10, () => `list[_key=="${'k'.repeat(36)}"]`).join('.')
    expect(path.length).toBeLessThan(PATCH_LIMITS.pathCharacters)
    expect(run({}, [{ set: { [path]: 1 } }])).toEqual({})
  })
})
