import type { SanityClient } from '@sanity/client'
import type { Locator, Page } from '@playwright/test'
import { launchWithPageMemory } from './support/chromium.ts'
import { newBanner } from './support/documents.ts'
import { layoutShifts } from './support/layout-shift.ts'
import { articlePath, expect, test } from './support/test.ts'
import { openUnwatched } from './support/unwatched-browser.ts'

test.use({ launchOptions: launchWithPageMemory, viewport: { width: 1280, height: 700 } })

const hour = 3_600_000

/**
 * A banner in all three places for the app in the article, for an hour from now.
 * @returns its end, in epoch milliseconds.
 */
async function placeForAnHour(client: SanityClient): Promise<number> {
  const endsAt = Date.now() + hour
  await client
    .transaction()
    .create({
      _id: 'banner-hour',
      _type: 'banner',
      tag: '限時一小時',
      brief: '限時一小時',
      copy: '測試用的橫幅。',
      isFinancial: false,
      callsToAction: [
        { _key: 'a', _type: 'callToAction', text: '看看', destination: { _type: 'destination', page: 'disclosure' } },
      ],
      disclosure: { _type: 'disclosure', kind: 'own', sponsor: '湖畔' },
    })
    .create({
      _id: 'placement-hour',
      _type: 'placement',
      banner: { _type: 'reference', _ref: 'banner-hour' },
      slot: { _type: 'reference', _ref: 'slot-app-download' },
      endsAt: new Date(endsAt).toISOString(),
      priority: 9,
    })
    .commit()
  return endsAt
}

/** The banner's three showings, by their element: ended ones have no role any more. */
const showings = (page: Page): Locator => page.locator('aside[data-until]')

/** Scrolls until the second showing stands in the middle of the window, with one showing above it and one below. */
async function readSecond(page: Page): Promise<{ above: Locator; inView: Locator; below: Locator }> {
  const [above, inView, below] = [showings(page).nth(0), showings(page).nth(1), showings(page).nth(2)]
  await inView.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const height = page.viewportSize()?.height ?? 0
  expect(bottomOf(await above.boundingBox())).toBeLessThan(0)
  await expect(inView).toBeInViewport({ ratio: 1 })
  expect((await below.boundingBox())?.y).toBeGreaterThan(height)
  return { above, inView, below }
}

const bottomOf = (box: { y: number; height: number } | null) => (box ? box.y + box.height : NaN)

/** What the reader is reading: the part of the text right below the showing in the window. */
const partBelow = (banner: Locator): Locator => banner.locator('xpath=following-sibling::*[1]')

test('at its end it is gone, on the instant, and what is read stays where it is', async ({ site, reader: page }) => {
  const end = await placeForAnHour(site.client)
  await page.clock.install({ time: end - hour })
  const response = await page.goto(`${site.url}${articlePath}`)
  expect(response?.headers()['content-security-policy']).toMatch(/script-src 'sha256-[^']+';/)
  await expect(showings(page)).toHaveCount(3)
  const { above, inView, below } = await readSecond(page)
  const text = partBelow(inView)
  const before = await text.boundingBox()
  const spaceBefore = await inView.boundingBox()
  expect(before?.y).toBeLessThan(700)

  await page.clock.pauseAt(end - 1)
  await expect(inView).toBeVisible()
  await page.clock.runFor(1)
  await expect(inView).toBeHidden()
  await expect(above).toBeHidden()
  await expect(below).toHaveAttribute('hidden')
  // Out of sight and out of reach, in its space: above the text and in the window nothing moves.
  expect(await text.boundingBox()).toEqual(before)
  expect(await inView.boundingBox()).toEqual(spaceBefore)
  await expect(inView).not.toHaveAttribute('hidden')
  await expect(above).not.toHaveAttribute('hidden')
  await expect(page.getByRole('complementary', { name: /限時一小時/ })).toHaveCount(0)
  await inView.getByRole('link', { includeHidden: true }).evaluate((link) => link.focus())
  expect(await inView.evaluate((element) => element.contains(document.activeElement))).toBe(false)
  await page.clock.resume()
  expect(await layoutShifts(page)).toEqual([])

  // When the reader scrolls back and it is below the window, its space goes too.
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }))
  await expect(inView).toHaveAttribute('hidden')
  await expect(above).toHaveAttribute('hidden')
  expect(await inView.boundingBox()).toBeNull()
})

test("on the way back out of the browser's memory it is gone at once", async ({ site, page }) => {
  const end = await placeForAnHour(site.client)
  await page.goto(`${site.url}${articlePath}`)
  const { inView } = await readSecond(page)
  await page.evaluate((after) => {
    // The end passes while nobody is there: after the page's last moment, before its first one back.
    document.addEventListener('freeze', () => (Date.now = () => after))
    addEventListener('pageshow', ({ persisted }) => (document.documentElement.dataset.persisted = String(persisted)))
  }, end)
  await page.goto(`${site.url}/zh-TW`)
  await page.goBack({ waitUntil: 'commit' })
  await expect(page.locator('html')).toHaveAttribute('data-persisted', 'true')
  await expect(showings(page)).toHaveCount(3)
  await expect(inView).toBeHidden()
  await expect(page.getByRole('complementary', { name: /限時一小時/ })).toHaveCount(0)
})

test('while nobody looks, the space in the window goes too', async ({ site, page }) => {
  const end = await placeForAnHour(site.client)
  await page.goto(`${site.url}${articlePath}`)
  const { above, inView } = await readSecond(page)
  await page.evaluate((after) => (Date.now = () => after), end)
  await expect(inView).toBeVisible() // no timer was due, nothing has happened yet

  // Under a test's control every window counts as looked at, so the page is told what a hidden tab is told.
  const show = (visible: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: hidden })
      document.dispatchEvent(new Event('visibilitychange'))
    }, !visible)
  await show(false)
  await expect(inView).toHaveAttribute('hidden')
  await expect(above).toBeHidden()
  await expect(above).not.toHaveAttribute('hidden')
  await show(true)
  await expect(inView).toHaveAttribute('hidden')
  await expect(above).not.toHaveAttribute('hidden')
})

test('an end further away than a timer can count does nothing now', async ({ site, page }) => {
  await placeForAnHour(site.client)
  await site.client
    .patch('placement-hour')
    .set({ endsAt: new Date(Date.now() + 60 * 24 * hour).toISOString() })
    .commit()
  await page.clock.install()
  await page.goto(`${site.url}${articlePath}`)
  await page.clock.fastForward(59 * 24 * hour)
  await expect(showings(page).first()).toBeVisible()
  await page.clock.fastForward(2 * 24 * hour)
  await expect(showings(page).first()).toBeHidden()
})

test('a page about whose banners there is nothing to do carries no script', async ({ publication, page }) => {
  await page.goto(`${publication.url}/zh-TW`)
  await expect(page.getByRole('main').getByRole('complementary')).toHaveCount(1)
  await expect(page.locator('script:not([type="application/ld+json"])')).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test("the page is as the server said, whatever the browser's clock says", async ({ site, page }) => {
    const end = await placeForAnHour(site.client)
    await page.goto(`${site.url}${articlePath}`)
    await expect(showings(page)).toHaveCount(3)
    await expect(showings(page).first()).toHaveAttribute('data-until', new Date(end).toISOString())
    for (const banner of await showings(page).all()) await expect(banner).toBeVisible()
  })
})

test('a page that is made ready out of sight shows what stands when it is looked at, and nobody has seen its banners before', async ({
  site,
}) => {
  const browser = await openUnwatched(site.url, articlePath)
  try {
    const reference = (_ref: string) => ({ _type: 'reference', _ref })
    await site.client.create(newBanner('banner-short', '只有幾秒'))
    await site.client.create({
      _id: 'placement-daily',
      _type: 'placement',
      banner: reference('banner-newcomer'),
      slot: reference('slot-article-top'),
      priority: 9,
      perDay: 3,
    })
    const { endsAt } = await site.client.create({
      _id: 'placement-short',
      _type: 'placement',
      banner: reference('banner-short'),
      slot: reference('slot-app-download'),
      priority: 9,
      endsAt: new Date(Date.now() + 6_000).toISOString(),
    })
    const ready = await browser.makeReady()
    expect(ready).toMatchObject({ when: 'loaded', prerendering: true, seen: '' })
    expect(ready.standing.filter((name) => name.includes('只有幾秒'))).toHaveLength(3)
    await expect.poll(() => Date.now()).toBeGreaterThan(Date.parse(endsAt))
    const shown = await browser.follow()
    expect(shown).toMatchObject({ when: 'shown', prerendering: false, seen: expect.stringMatching(/^\.\w+\.$/) })
    expect(shown.standing.length).toBeGreaterThan(0)
    expect(shown.standing.filter((name) => name.includes('只有幾秒'))).toEqual([])
  } finally {
    await browser.close()
  }
})
