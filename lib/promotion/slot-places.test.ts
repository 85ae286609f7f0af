import { expect, test } from 'vitest'
import { reachesCategory, reachesTargets, slotPlaces, standsNowhere, type Targets } from './slot-places.ts'

const targets = (more: Partial<Targets> = {}): Targets => ({
  onlyArticles: [],
  notArticles: [],
  onlyCategories: [],
  notCategories: [],
  ...more,
})
const body = [
  { article: 'a', category: 'c' },
  { article: 'b', category: 'd' },
]

test.each<[string, string, typeof body, boolean]>([
  ['a slot of every article', 'article-top', [], false],
  ['a slot of the front page', 'front-inline', [], false],
  ['a slot in a body', 'mine', body, false],
  ['a slot that nothing draws', 'site-bar', [], true],
])('%s', (_, key, inBodies, expected) => expect(standsNowhere(slotPlaces(key, inBodies))).toBe(expected))

test.each<[string, string, typeof body, Targets, boolean]>([
  ['the front page, for everybody', 'front-inline', [], targets(), true],
  ['the front page, not in a category', 'front-inline', [], targets({ notCategories: ['c'] }), true],
  ['the front page, only in a category', 'front-inline', [], targets({ onlyCategories: ['c'] }), false],
  ['the front page, only in an article', 'front-inline', [], targets({ onlyArticles: ['a'] }), false],
  ['bodies, only in the category of one', 'mine', body, targets({ onlyCategories: ['d'] }), true],
  ['bodies, only in another category', 'mine', body, targets({ onlyCategories: ['e'] }), false],
  [
    'bodies, an article and the category of another',
    'mine',
    body,
    targets({ onlyArticles: ['a'], onlyCategories: ['d'] }),
    false,
  ],
  ['bodies, in none of these articles', 'mine', body, targets({ notArticles: ['a', 'b'] }), false],
  ['every article, only in a category that has none yet', 'article-top', [], targets({ onlyCategories: ['e'] }), true],
])('reached: %s', (_, key, inBodies, meant, expected) =>
  expect(reachesTargets(slotPlaces(key, inBodies), meant)).toBe(expected),
)

test('categories that may be chosen are those of the pages', () => {
  expect(['c', 'e'].map((category) => reachesCategory(slotPlaces('mine', body), category))).toEqual([true, false])
  expect(reachesCategory(slotPlaces('article-top', []), 'e')).toBe(true)
  expect(reachesCategory(slotPlaces('front-inline', []), 'c')).toBe(false)
})
