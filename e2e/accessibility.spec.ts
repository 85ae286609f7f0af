import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { readerPages } from './support/reader-pages.ts'
import { expect, test } from './support/test.ts'

// axe is a script, and the policy of these pages lets none in.
test.use({ bypassCSP: true })

type Mode = {
  name: string
  width: number
  colorScheme?: 'light' | 'dark'
  forcedColors?: 'active' | 'none'
  fontSize?: number
}

/** The font size that browsers begin with; the other is what a reader sets who wants text of 200 %. */
const [usual, doubled] = [16, 32]

const modes: readonly Mode[] = [
  { name: 'light', width: 1280 },
  { name: 'dark, on a phone', width: 360, colorScheme: 'dark' },
  { name: 'forced colours', width: 1280, forcedColors: 'active' },
  { name: 'text at 200 %', width: 1280, fontSize: doubled },
]

/**
 * Text at 200 % is the browser's own setting, the way a reader without sharp eyes asks for it: every rem doubles and media queries in rem
 * follow, pixels and vw stay. Zooming the whole page would only show the phone's layout again, which narrow windows show already.
 */
async function enter(
  page: Page,
  { width, colorScheme = 'light', forcedColors = 'none', fontSize = usual }: Mode,
): Promise<void> {
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme, forcedColors })
  // The setting lasts as long as its session.
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setFontSizes', { fontSizes: { standard: fontSize } })
}

/** Everything axe finds with all its default rules, those for best practice too: rule, place, and what is wrong there. */
async function findings(page: Page): Promise<string[]> {
  // Legacy mode looks into no frames, of which these pages have none, and takes a third of the time.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(passes.length, 'axe has looked').toBeGreaterThan(20)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  )
}

for (const mode of modes) {
  test(`axe finds nothing on any kind of page: ${mode.name}`, async ({ publication, page }) => {
    test.slow()
    await enter(page, mode)
    for (const { kind, path, status } of readerPages) {
      expect((await page.goto(`${publication.url}${path}`))?.status(), kind).toBe(status)
      expect.soft(await findings(page), kind).toEqual([])
    }
  })
}

test('axe finds nothing on the page of what could not be made', async ({ lakeless, page }) => {
  test.slow()
  for (const mode of modes) {
    await enter(page, mode)
    expect((await page.goto(`${lakeless.url}/zh-TW`))?.status()).toBeGreaterThanOrEqual(500)
    expect.soft(await findings(page), mode.name).toEqual([])
  }
})

test.describe('an empty publication', () => {
  test.use({ settings: { LAKESIDE_SAMPLE: 'off' } })
  test('axe finds nothing on its front page', async ({ site, page }) => {
    test.slow()
    for (const mode of modes) {
      await enter(page, mode)
      await page.goto(`${site.url}/zh-TW`)
      expect.soft(await findings(page), mode.name).toEqual([])
    }
  })
})

/** Texts that stick out of their box or of the window, or are cut off. What is for ears only, or decoration, is left out. */
const spilled = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const words = node.textContent?.trim()
      let box = node.parentElement
      if (!words || !box || !box.checkVisibility() || box.closest('.vh, [aria-hidden], script, style')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const lines = [...range.getClientRects()].filter(({ width }) => width > 0)
      while (box.parentElement && getComputedStyle(box).display === 'inline') box = box.parentElement
      // Across its line, a text's own height is more than that of a tight line, and says nothing.
      const right = getComputedStyle(box).writingMode === 'horizontal-tb' ? box.getBoundingClientRect().right : Infinity
      const out = Math.max(
        ...lines.flatMap((line) => [line.right - right, line.right - document.documentElement.clientWidth, -line.left]),
      )
      if (out > 1) found.push(`「${words}」 sticks out by ${Math.round(out)} px`)
      for (let outer: Element | null = box; outer; outer = outer.parentElement) {
        const { bottom } = outer.getBoundingClientRect()
        if (/hidden|clip/.test(getComputedStyle(outer).overflow) && lines.some((line) => line.bottom > bottom + 1))
          found.push(`「${words}」 is cut off`)
      }
    }
    return found
  })

for (const width of [1280, 320]) {
  test(`text at 200 % stays in its box, and nothing scrolls sideways, at ${width} px`, async ({
    publication,
    page,
  }) => {
    await enter(page, { name: '', width, fontSize: doubled })
    for (const { kind, path } of readerPages) {
      await page.goto(`${publication.url}${path}`)
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(`${doubled}px`)
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), kind).toBeLessThanOrEqual(width)
      expect.soft(await spilled(page), kind).toEqual([])
    }
  })
}
