import { expect, test } from 'vitest'
import { createDrops } from './drops.ts'

const tags = (...names: string[]) => new Set(names)

test('the first drop since the beginning that shares a tag is the one that counts', () => {
  const drops = createDrops()
  drops.add(tags('a'))
  const place = drops.begin()
  drops.add(tags('b'))
  drops.add(tags('a', 'c'))
  drops.add(tags('a'))
  expect(drops.firstSince(place, ['a'])).toBe(3)
  expect(drops.firstSince(place, ['d'])).toBeUndefined()
  drops.add('all')
  expect(drops.firstSince(place, ['d'])).toBe(5)
})

test('drops are remembered back to the oldest that has not ended', () => {
  const drops = createDrops()
  const older = drops.begin()
  drops.add(tags('a'))
  const younger = drops.begin()
  drops.end(younger)
  expect(drops.firstSince(older, ['a'])).toBe(1)
  drops.end(older)
  expect(drops.firstSince(older, ['a'])).toBeUndefined()
  expect(drops.last).toBe(1)
})
