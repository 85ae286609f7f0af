import { expect, test } from 'vitest'
import { asksEachTime, sharedCacheControl } from './cache-control.ts'

const now = Date.parse('2026-11-24T00:00:00Z')
const allowed = (seconds: number) => `public, max-age=0, must-revalidate, s-maxage=${seconds}`

test.each([
  ['a page without an end', Infinity, 'hit', 300, allowed(300)],
  ['a page just made', Infinity, 'made', 300, allowed(300)],
  ['a page whose banner ends sooner', now + 12_900, 'hit', 300, allowed(12)],
  ['a page whose banner ends in less than a second', now + 999, 'hit', 300, asksEachTime],
  ['a stand-in', now - 1, 'stale', 300, asksEachTime],
  ['a page that a gap has left unproven', Infinity, 'unproven', 300, asksEachTime],
  ['no shared cache', Infinity, 'hit', 0, asksEachTime],
] as const)('%s', (_, until, freshness, most, expected) =>
  expect(sharedCacheControl({ until }, freshness, most, now)).toBe(expected),
)

test('never past what is due in the lake, whatever the page: it may be on a list, or be what is published', () => {
  const hit = (until: number, due: number) => sharedCacheControl({ until }, 'hit', 60, now, new Date(due))
  expect(hit(Infinity, now + 5_400)).toBe(allowed(5))
  expect(hit(now + 3_000, now + 5_400)).toBe(allowed(3))
  expect(hit(Infinity, now + 999)).toBe(asksEachTime)
  expect(hit(Infinity, now - 10)).toBe(asksEachTime) // due, and not done yet
  expect(hit(Infinity, now + 3_600_000)).toBe(allowed(60))
})
