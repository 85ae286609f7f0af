import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chooseBanner, platforms, type Platform } from '#lib/promotion/choose-banner.ts'
import { placement, slotOf } from '#lib/promotion/placement.fixture.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { bannersScript } from './banners.script.generated.ts'
import { choiceMarks } from './choice-marks.ts'
import { makeScript } from './make-script.ts'

// What it does is proved in Chromium: e2e/reader-choice.spec.ts and e2e/ended-banner.spec.ts.
it('is small, can stand in a script element as it is, and has no sign that a page in another encoding would change', () => {
  expect(Buffer.byteLength(bannersScript)).toBeLessThan(1500)
  expect(bannersScript).toMatch(/^[\n\x20-\x7e]+$/)
  expect(bannersScript).not.toMatch(/<[/!]/)
  expect(() => new Function(bannersScript)).not.toThrow()
})

it('is what its source is made into: otherwise run `node components/promo-banner/make-script.ts`', async () => {
  expect(await readFile(join(import.meta.dirname, 'banners.script.generated.ts'), 'utf8')).toBe(await makeScript())
})

const browsers: Record<Platform, { userAgent: string; maxTouchPoints: number }> = {
  android: { userAgent: 'Android', maxTouchPoints: 5 },
  ios: { userAgent: 'Mac', maxTouchPoints: 5 },
  desktop: { userAgent: 'Mac', maxTouchPoints: 0 },
}

type Marked = { id: string; dataset: Record<string, string>; hidden: boolean; remove: () => void }

/** Runs the script in a page with these alternatives of one spot. @returns the ids of those that are left. */
function leftByScript(marked: readonly Marked[], platform: Platform, store: Record<string, unknown>): string[] {
  let look = () => {}
  const left = new Set(marked)
  for (const each of marked) each.remove = () => void left.delete(each)
  const document = {
    body: { dataset: {} },
    hidden: false,
    querySelectorAll: (selector: string) =>
      selector === 'aside' ? [] : [...left].filter(({ dataset }) => selector !== '[data-last]' || 'last' in dataset),
  }
  class MutationObserver {
    constructor(told: () => void) {
      look = told
    }
    observe() {}
  }
  const names = [
    'document',
    'navigator',
    'localStorage',
    'addEventListener',
    'MutationObserver',
    'setTimeout',
    'onclick',
  ]
  new Function(...names, bannersScript)(
    document,
    browsers[platform],
    store,
    () => {},
    MutationObserver,
    () => 0,
    null,
  )
  look()
  return [...left].map(({ id }) => id)
}

it('chooses as the pure functions do, whoever reads', () => {
  const some = fc.record({
    priority: fc.integer({ min: 0, max: 2 }),
    weight: fc.option(fc.integer({ min: 1, max: 90 }), { freq: 3 }),
    perDay: fc.option(fc.integer({ min: 1, max: 2 })),
    platforms: fc.subarray([...platforms], { minLength: 1 }),
  })
  const seenOf = (seed: number) => `.${seed.toString(36)}.`
  fc.assert(
    fc.property(
      fc.array(some, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...platforms),
      fc.integer(),
      fc.array(fc.nat(5), { maxLength: 8 }),
      (drawn, platform, draw, looks) => {
        const slot = slotOf(drawn.map((rules, index) => placement(`p${index}`, rules)))
        const context = { now: new Date(0), zone: publicationZone, locale: 'zh-TW', article: null, category: null }
        const { alternatives } = chooseBanner(slot, context)
        const seen = looks.flatMap((index) => alternatives[index] ?? []).map(({ seed }) => seenOf(seed))
        const reader = {
          platform,
          draw: (draw >>> 0) / 2 ** 32,
          isUsedUp: ({ seed }: { seed: number }) => {
            const perDay = alternatives.find((each) => each.seed === seed)?.perDay ?? Infinity
            return seen.filter((each) => each === seenOf(seed)).length >= perDay
          },
        }
        const { standing } = chooseBanner(slot, { ...context, reader })
        const marked = alternatives.map((each, index): Marked => {
          const marks = choiceMarks({ ...each, spot: 's', isLast: index === alternatives.length - 1 })
          const data = Object.entries(marks).filter(([name, value]) => name.startsWith('data-') && value !== undefined)
          const dataset = data.map(([name, value]) => [
            name.slice(5).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
            String(value),
          ])
          return { id: each.banner, dataset: Object.fromEntries(dataset), hidden: true, remove: () => {} }
        })
        const day = Intl.DateTimeFormat([], { timeZone: publicationZone }).format()
        const store = { day, draw: draw | 0, seen: seen.join('') }
        expect(leftByScript(marked, platform, store)).toEqual(standing === null ? [] : [standing.banner])
      },
    ),
    { numRuns: 500 },
  )
})
