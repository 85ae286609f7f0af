import { expect, test } from 'vitest'
import { articleSlotKeys, frontSlotKeys } from '#lib/promotion/slot-places.ts'
import { ARTICLE_PAGE_QUERY } from './[locale]/academy/[category]/[slug]/article-page.groq.ts'
import { FRONT_PAGE_QUERY } from './[locale]/front-page.groq.ts'

/** The keys that a page asks for. */
const keysIn = (query: string) => JSON.parse(/_type == "slot" && key in (\[[^\]]*\])/.exec(query)?.[1] ?? 'null')

test('what the Studio says of where slots stand is what pages ask for', () => {
  expect(keysIn(ARTICLE_PAGE_QUERY)).toEqual(articleSlotKeys)
  expect(keysIn(FRONT_PAGE_QUERY)).toEqual(frontSlotKeys)
})
