import { expect, test } from 'vitest'
import { createInvalidations } from './invalidations.ts'

const tags = (...names: string[]) => new Set(names)

test('the first invalidation since the beginning that shares a tag is the one that counts', () => {
  const invalidations = createInvalidations()
  invalidations.add(tags('a'))
  const place = invalidations.begin()
  invalidations.add(tags('b'))
  invalidations.add(tags('a', 'c'))
  invalidations.add(tags('a'))
  expect(invalidations.firstSince(place, ['a'])).toBe(3)
  expect(invalidations.firstSince(place, ['d'])).toBeUndefined()
  invalidations.add('all')
  expect(invalidations.firstSince(place, ['d'])).toBe(5)
})

test('invalidations are remembered back to the oldest that has not ended', () => {
  const invalidations = createInvalidations()
  const older = invalidations.begin()
  invalidations.add(tags('a'))
  const younger = invalidations.begin()
  invalidations.end(younger)
  expect(invalidations.firstSince(older, ['a'])).toBe(1)
  invalidations.end(older)
  expect(invalidations.firstSince(older, ['a'])).toBeUndefined()
  expect(invalidations.last).toBe(1)
})
