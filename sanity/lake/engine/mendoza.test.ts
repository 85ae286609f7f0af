import { applyPatch, incremental } from 'mendoza'
import { expect, test } from 'vitest'
import { isObject, type JsonObject } from './json.ts'
import { encodeEffects, encodePatch } from './mendoza.ts'
import { seeded, stored } from './testing.ts'

const random = seeded(20261124)
const below = (limit: number) => Math.floor(random() * limit)
const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[below(items.length)] ?? items[0]

const LETTERS = ['a', 'b', ' ', '湖', '畔', 'é', '😀', '👩‍👩‍👧', '𠮷', 'z'] as const
const text = () => Array.from({ length: below(60) }, () => pick(LETTERS)).join('')

const value = (depth: number): unknown => {
  const kind = below(depth > 3 ? 4 : 7)
  if (kind === 0) return text()
  if (kind === 1) return below(1000)
  if (kind === 2) return random() < 0.5
  if (kind === 3) return null
  if (kind === 4) return Array.from({ length: below(6) }, () => value(depth + 1))
  if (kind === 5) return Array.from({ length: below(6) }, (_, index) => ({ _key: `k${index}`, ...object(depth + 1) }))
  return object(depth + 1)
}

const object = (depth: number): JsonObject =>
  Object.fromEntries(
    Array.from({ length: below(6) }, () => [pick(['a', 'b', 'c', 'Z', '_x', '標題', '10', '9']), value(depth)]),
  )

const editText = (old: string): string => {
  const letters = [...old]
  letters.splice(below(letters.length + 1), below(3), ...Array.from({ length: below(4) }, () => pick(LETTERS)))
  return letters.join('')
}

const edit = (old: unknown, depth: number): unknown => {
  if (random() < 0.1) return value(depth)
  if (typeof old === 'string') return editText(old)
  if (Array.isArray(old)) {
    const next = old.map((item: unknown) => (random() < 0.3 ? edit(item, depth + 1) : item))
    if (random() < 0.4) next.splice(below(next.length + 1), below(2), value(depth + 1))
    if (random() < 0.2) next.reverse()
    return next
  }
  if (typeof old !== 'object' || old === null) return value(depth)
  const next: JsonObject = {}
  for (const [key, inner] of Object.entries(old))
    if (random() > 0.1) next[key] = random() < 0.5 ? edit(inner, depth + 1) : inner
  if (random() < 0.3) next[pick(['n', 'm', '0'])] = value(depth + 1)
  return next
}

const asObject = (edited: unknown): JsonObject => (isObject(edited) ? edited : {})

test('2,000 random edits come back by the mendoza package, forth and back', () => {
  for (let round = 0; round < 2000; round++) {
    const before = object(0)
    const after = asObject(edit(before, 0))
    const frozen = JSON.stringify([before, after])
    expect(applyPatch(before, [...encodePatch(before, after)])).toEqual(after)
    expect(applyPatch(after, [...encodePatch(after, before)])).toEqual(before)
    // The Studio applies them with the incremental patcher as well.
    const patched = incremental.applyPatch(incremental.wrap(before, 'old'), [...encodePatch(before, after)], 'new')
    expect(incremental.unwrap(patched)).toEqual(after)
    expect(JSON.stringify([before, after])).toBe(frozen)
  }
})

test('created and deleted are whole values, and revisions are not part of a patch', () => {
  const document = stored({ _id: 'a', _type: 'article', title: 'x' })
  const { _rev: _, ...rest } = document
  expect(encodeEffects(null, document)).toEqual({ apply: [0, rest], revert: [0, null] })
  expect(encodeEffects(document, null)).toEqual({ apply: [0, null], revert: [0, rest] })
  expect(encodeEffects(document, { ...document, _rev: 'r2' })).toEqual({ apply: [], revert: [] })
})

test('one changed field of one keyed item touches nothing else', () => {
  const block = (key: string, words: string) => ({
    _key: key,
    _type: 'block',
    children: [{ _key: 's', _type: 'span', text: words }],
  })
  const long = '湖畔的早晨有霧，路人不多，只有水鳥在叫。'.repeat(3)
  const before = { body: [block('a', long), block('b', long), block('c', long)], title: 't' }
  const after = { body: [block('a', long), block('b', `${long}完`), block('c', long)], title: 't' }
  const patch = encodePatch(before, after)
  expect(JSON.stringify(patch).length).toBeLessThan(80)
  expect(applyPatch(before, [...patch])).toEqual(after)
})
