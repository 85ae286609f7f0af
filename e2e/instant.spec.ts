import type { Page } from '@playwright/test'
import { launchWithPageMemory } from './support/chromium.ts'
import { articlePath, expect, test } from './support/test.ts'

test.use({ launchOptions: launchWithPageMemory })

type Heard = { candidates: ReadonlySet<string>; loaded: Set<string>; used: Set<string> }

/** Hears from Chromium which links it may follow ahead, which pages it has ready, and which of them it has used. */
async function hearPreloads(page: Page): Promise<Heard> {
  const heard: Heard = { candidates: new Set(), loaded: new Set(), used: new Set() }
  const session = await page.context().newCDPSession(page)
  session.on('Preload.preloadingAttemptSourcesUpdated', ({ preloadingAttemptSources }) => {
    // The whole list each time: while it still reads the page, Chromium may name a link and take it back.
    heard.candidates = new Set(preloadingAttemptSources.map(({ key }) => key.url))
  })
  // Under a test's control Chromium makes no page ready whole, only fetches it: it says PrerenderingDisabledByDevTools.
  session.on('Preload.prefetchStatusUpdated', ({ key, status }) => {
    if (status === 'Ready') heard.loaded.add(key.url)
    if (status === 'Success') heard.used.add(key.url)
  })
  await session.send('Preload.enable')
  return heard
}

test("the pointer rests on an article's link: the page is fetched ahead, and a click shows that one", async ({
  publication,
  page,
}) => {
  const heard = await hearPreloads(page)
  await page.goto(`${publication.url}/zh-TW`)
  const link = page.getByRole('main').getByRole('heading', { level: 3 }).getByRole('link').first()
  const address = new URL((await link.getAttribute('href')) ?? '', publication.url).href
  await link.hover()
  await expect.poll(() => heard.loaded).toContain(address)
  const title = (await link.textContent()) ?? 'no title'
  await link.click()
  await expect(page).toHaveURL(address)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  await expect.poll(() => heard.used).toContain(address)
})

test('only reader pages may be followed ahead, and never by a link that is paid for', async ({ site, page }) => {
  const paidFor = `${site.url}/zh-TW/academy?from=banner`
  await site.client
    .patch('banner-app-download', { set: { 'callsToAction[0].destination': { _type: 'destination', url: paidFor } } })
    .commit()
  const heard = await hearPreloads(page)
  await page.goto(`${site.url}${articlePath}`)
  const paid = page.locator('a[rel~="sponsored"][href="/zh-TW/academy?from=banner"]')
  expect(await paid.count()).toBeGreaterThan(0)
  const unpaid = await page
    .locator('a[href^="/zh-TW"]:not([rel~="sponsored"])')
    .evaluateAll((links: HTMLAnchorElement[]) => links.map((link) => link.href.replace(/#.*/, '')))
  expect(unpaid.length).toBeGreaterThan(10)
  await expect.poll(() => [...heard.candidates].toSorted()).toEqual([...new Set(unpaid)].toSorted())
  expect(heard.candidates).not.toContain(paidFor)
})

test('the rules are a file of their own kind, and every reader page names it', async ({ publication }) => {
  const page = await fetch(`${publication.url}${articlePath}`)
  const address = new URL(JSON.parse(page.headers.get('speculation-rules') ?? ''), publication.url)
  const rules = await fetch(address)
  expect(rules.status).toBe(200)
  expect(rules.headers.get('content-type')).toBe('application/speculationrules+json')
  expect(await rules.json()).toHaveProperty('prerender')
  expect((await fetch(`${publication.url}/studio`)).headers.get('speculation-rules')).toBeNull()
})

test("back and forward come out of the browser's memory", async ({ publication, page }) => {
  await page.addInitScript(() =>
    addEventListener('pageshow', ({ persisted }) => (document.documentElement.dataset.persisted = String(persisted))),
  )
  await page.goto(`${publication.url}${articlePath}`)
  await page.evaluate(() => window.scrollTo({ top: 1500, behavior: 'instant' }))
  await page.goto(`${publication.url}/zh-TW`)
  await page.goBack({ waitUntil: 'commit' })
  await expect(page.locator('html')).toHaveAttribute('data-persisted', 'true')
  expect(page.url()).toBe(`${publication.url}${articlePath}`)
  expect(await page.evaluate(() => window.scrollY)).toBe(1500)
  await page.goForward({ waitUntil: 'commit' })
  await expect(page.locator('html')).toHaveAttribute('data-persisted', 'true')
  expect(page.url()).toBe(`${publication.url}/zh-TW`)
})

for (const [reducedMotion, moves] of [
  ['no-preference', 'true'],
  ['reduce', 'false'],
] as const) {
  test(`from page to page with a transition where motion is ${reducedMotion}: ${moves}`, async ({
    publication,
    page,
  }) => {
    await page.emulateMedia({ reducedMotion })
    await page.addInitScript(() =>
      addEventListener(
        'pagereveal',
        (event) => (document.documentElement.dataset.moves = String(event.viewTransition !== null)),
      ),
    )
    // To a page with its styles in it, and to a long one, whose sheet comes after it.
    const short = page.getByRole('main').getByRole('heading', { level: 3 }).getByRole('link')
    const long = page.getByRole('main').locator(`a[href="${articlePath}"]`)
    for (const [link, sheets] of [
      [short, 0],
      [long, 1],
    ] as const) {
      await page.goto(`${publication.url}/zh-TW`)
      await link.first().click()
      await expect(page).not.toHaveURL(`${publication.url}/zh-TW`)
      await expect(page.getByRole('article')).toBeVisible()
      await expect(page.locator('link[rel="stylesheet"]')).toHaveCount(sheets)
      await expect(page.locator('html')).toHaveAttribute('data-moves', moves)
    }
  })
}
