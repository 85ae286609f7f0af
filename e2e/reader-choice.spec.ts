import { devices, type Browser, type BrowserContextOptions, type Locator, type Page } from '@playwright/test'
import type { SanityClient } from '@sanity/client'
import sharp from 'sharp'
import { draw, seedOf } from '#lib/promotion/draw.ts'
import { newBanner } from './support/documents.ts'
import { layoutShifts } from './support/layout-shift.ts'
import { articlePath, expect, test } from './support/test.ts'
import { trickle } from './support/trickle.ts'

// What depends on the reader, on pages that are made without knowing one.

const reference = (_ref: string) => ({ _type: 'reference', _ref })
const placement = (name: string, slot: string, rules: object) => ({
  _id: `placement-${name}`,
  _type: 'placement',
  banner: reference(`banner-${name}`),
  slot: reference(`slot-${slot}`),
  priority: 5,
  ...rules,
})
const banners = (page: Page, tag: string): Locator => page.getByRole('complementary', { name: tag })
const remembered = (page: Page, key: string): Promise<string | undefined> =>
  page.evaluate((name) => localStorage[name], key)

/**
 * Reads a page to its end, so that everything that would be asked for is.
 * @returns the pictures asked for on the way.
 */
async function readToEnd(page: Page, address: string): Promise<string[]> {
  const pictures: string[] = []
  page.on('request', (request) => request.resourceType() === 'image' && pictures.push(request.url()))
  await page.goto(address)
  for (const part of await page.locator('aside:not([hidden]), footer').all())
    await part.evaluate((element) => element.scrollIntoView({ behavior: 'instant' }))
  await page.waitForLoadState('networkidle')
  return pictures
}

async function withContext<T>(
  browser: Browser,
  options: BrowserContextOptions,
  act: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ locale: 'zh-TW', ...options })
  try {
    return await act(await context.newPage())
  } finally {
    await context.close()
  }
}

/** A banner with a picture that no other one has, for phones with Android, where the app is offered. */
async function placeForAndroid(client: SanityClient): Promise<string> {
  const picture = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#345' } })
    .png()
    .toBuffer()
  const asset = await client.assets.upload('image', picture, { filename: 'android.png' })
  const image = { _type: 'picture', asset: reference(asset._id), decorative: true }
  await client
    .transaction()
    .create({ ...newBanner('banner-android', '安卓專屬'), image })
    .create(placement('android', 'app-download', { platforms: ['android'] }))
    .commit()
  return asset._id.split('-')[1] ?? ''
}

const { userAgent: pixel, viewport: small } = devices['Pixel 7']
const readers: [name: string, options: BrowserContextOptions, banner: string, downloads: string[]][] = [
  ['a desktop', { viewport: { width: 1280, height: 700 } }, 'App 下載', ['下載Android版', '下載iOS版']],
  ['a phone with Android', { userAgent: pixel, viewport: small, hasTouch: true }, '安卓專屬', []],
  [
    'an iPhone',
    { userAgent: devices['iPhone 14'].userAgent, viewport: small, hasTouch: true },
    'App 下載',
    ['下載iOS版'],
  ],
  [
    'an iPad, which says that it is a Mac',
    { userAgent: devices['Desktop Safari'].userAgent, hasTouch: true, viewport: { width: 820, height: 1100 } },
    'App 下載',
    ['下載iOS版'],
  ],
  ['a browser without script', { javaScriptEnabled: false }, 'App 下載', ['下載Android版', '下載iOS版']],
]

test('each platform gets its banner and its downloads as the page comes: nothing moves, and the others cost no request', async ({
  site,
  browser,
}) => {
  const picture = await placeForAndroid(site.client)
  const slowly = await trickle(site.url)
  for (const [name, options, tag, downloads] of readers) {
    await withContext(browser, options, async (page) => {
      const pictures = await readToEnd(page, `${slowly.url}${articlePath}`)
      await expect(banners(page, tag), name).toHaveCount(3)
      await expect(banners(page, tag === 'App 下載' ? '安卓專屬' : 'App 下載'), name).toHaveCount(0)
      const shown = banners(page, 'App 下載').first().locator('a[data-for]:visible')
      expect(downloads.length > 0 ? await shown.allTextContents() : [], name).toEqual(downloads)
      expect(pictures.length, name).toBeGreaterThan(1)
      if (options.javaScriptEnabled === false) return // there no picture is lazy: browsers ask for all of them
      expect(
        pictures.some((url) => url.includes(picture)),
        name,
      ).toBe(tag === '安卓專屬')
      await expect(page.locator('aside[hidden], [data-last]'), name).toHaveCount(0)
      expect(await layoutShifts(page), name).toEqual([])
    })
  }
  // One whose only call to action is for an iPhone leaves Android to what stands behind it, above which it is placed for everybody.
  await site.client
    .transaction()
    .patch('banner-android', { set: { 'callsToAction[0].platform': 'ios' } })
    .patch('placement-android', { unset: ['platforms'] })
    .commit()
  for (const [name, options] of readers) {
    await withContext(browser, options, async (page) => {
      await page.goto(`${slowly.url}${articlePath}`)
      const isAndroid = options.userAgent === pixel
      await expect(banners(page, 'App 下載'), name).toHaveCount(isAndroid ? 3 : 0)
      await expect(banners(page, '安卓專屬'), name).toHaveCount(isAndroid ? 0 : 3)
    })
  }
  // One that is for an iPhone alone by its only call to action, and has nothing behind it, stands nowhere else, and leaves no hole.
  await site.client
    .transaction()
    .delete('placement-android')
    .patch('slot-app-download', { set: { fallback: reference('banner-android') } })
    .commit()
  await withContext(browser, readers[1]?.[1] ?? {}, async (page) => {
    await page.goto(`${slowly.url}${articlePath}`)
    await expect(page.locator('aside[aria-label*="安卓專屬"]')).toHaveCount(3)
    await expect(banners(page, '安卓專屬')).toHaveCount(0)
    expect(await layoutShifts(page)).toEqual([])
  })
  await slowly.close()
})

test('those that share a slot are drawn by weight, for each reader the same all day, and nothing of it leaves the browser', async ({
  site,
  browser,
  page,
}) => {
  const weights = { light: 1, heavy: 3 }
  const transaction = site.client.transaction()
  for (const [name, weight] of Object.entries(weights))
    transaction.create(newBanner(`banner-${name}`, name)).create(placement(name, 'front-inline', { weight }))
  await transaction.commit()
  const front = `${site.url}/zh-TW`
  const things = Object.entries(weights).map(([name, weight]) => ({ name, weight, seed: seedOf(`placement-${name}`) }))
  const expected = (number: string | undefined) =>
    draw(things, ({ weight }) => weight, (Number(number) >>> 0) / 2 ** 32)?.name
  const shown = async () => {
    const names = await page
      .getByRole('main')
      .getByRole('complementary')
      .evaluateAll((found) => found.map((banner) => banner.getAttribute('aria-label')?.split('：')[1]))
    expect(names).toHaveLength(1)
    return names[0]
  }
  const sent: string[] = []
  page.on('request', (request) =>
    sent.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData()}`),
  )

  await page.clock.setFixedTime('2026-11-24T15:59:59Z') // a second before midnight in Taipei
  await page.goto(front)
  const first = await remembered(page, 'draw')
  expect(Number.isInteger(Number(first))).toBe(true)
  expect(await shown()).toBe(expected(first))
  await page.reload()
  expect(await remembered(page, 'draw')).toBe(first)
  await page.clock.setFixedTime('2026-11-24T16:00:00Z')
  await page.reload()
  expect(await remembered(page, 'draw')).not.toBe(first)
  // The script draws as lib does.
  const seen = new Set<string | undefined>()
  for (let number = -2_000_000_000; number <= 2_000_000_000; number += 400_000_000) {
    await page.evaluate((value) => (localStorage.draw = value), number)
    await page.reload()
    seen.add(await shown())
    expect(await shown(), String(number)).toBe(expected(String(number)))
  }
  expect(seen).toEqual(new Set(['light', 'heavy']))
  expect(await page.context().cookies()).toEqual([])
  for (const request of sent) expect(request).not.toContain(first)

  await page.addInitScript(closeStorage)
  await page.reload()
  await shown()
  await withContext(browser, { javaScriptEnabled: false }, async (plain) => {
    await plain.goto(front)
    await expect(plain.getByRole('main').getByRole('complementary')).toHaveAccessibleName('自家優惠：heavy')
  })
})

/** Until not one more sign finds room. */
const fillStorage = () => {
  for (let length = 2 ** 23; length >= 1; length /= 2) {
    try {
      localStorage.filler = (localStorage.filler ?? '') + 'x'.repeat(length)
    } catch {} // too long: half of it
  }
}
const closeStorage = () =>
  Object.defineProperty(window, 'localStorage', {
    get: () => {
      throw new DOMException('refused', 'SecurityError')
    },
  })
const takeStorage = () => Object.defineProperty(window, 'localStorage', { value: null })

for (const [name, spoil] of [
  ['full', fillStorage],
  ['closed', closeStorage],
  ['none', takeStorage],
] as const) {
  test(`where the browser's memory is ${name}, banners are chosen, closed and ended all the same`, async ({
    site,
    browser,
  }) => {
    await placeForAndroid(site.client)
    const endsAt = Date.now() + 3_600_000
    await site.client
      .transaction()
      .create(newBanner('banner-hour', '一小時'))
      .create(placement('hour', 'article-top', { perDay: 1, endsAt: new Date(endsAt).toISOString() }))
      .create({ ...newBanner('banner-closable', '可關閉'), dismissible: true })
      .create(placement('closable', 'article-about', {}))
      .commit()
    await withContext(browser, { userAgent: pixel, viewport: small, hasTouch: true }, async (page) => {
      const errors: Error[] = []
      page.on('pageerror', (error) => errors.push(error))
      await page.clock.install({ time: endsAt - 3_600_000 })
      await page.addInitScript(spoil)
      await page.goto(`${site.url}${articlePath}`)
      await expect(banners(page, '安卓專屬')).toHaveCount(3)
      await expect(banners(page, 'App 下載')).toHaveCount(0)
      await expect(page.locator('[data-last]')).toHaveCount(0)
      await expect(banners(page, '一小時')).toHaveCount(1)
      await banners(page, '可關閉').getByRole('button').click()
      await expect(banners(page, '可關閉')).toHaveCount(0)
      await page.clock.fastForward(3_600_000)
      await expect(banners(page, '一小時')).toHaveCount(0)
      expect(errors).toEqual([])
    })
  })
}

test('a daily limit counts what came into a window that is looked at; then the next stands there', async ({
  site,
  page,
}) => {
  await site.client
    .transaction()
    .create(newBanner('banner-once', '一天一次'))
    .create(placement('once', 'article-about', { perDay: 1 }))
    .commit()
  const slowly = await trickle(site.url)
  const once = banners(page, '一天一次')
  await page.goto(`${slowly.url}${articlePath}`)
  await page.reload()
  await expect(once).toHaveCount(1) // below the window it was not seen

  // Under a test's control every window counts as looked at, so the page is told what one made ahead is told.
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { configurable: true, value: true }))
  await once.evaluate((banner) => {
    banner.scrollIntoView({ block: 'center', behavior: 'instant' })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  expect(await remembered(page, 'seen')).toBe('')
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: false })
    document.dispatchEvent(new Event('prerenderingchange'))
  })
  expect(await remembered(page, 'seen')).toMatch(/^\.\w+\.$/)
  await expect(once).toHaveCount(1)
  await page.reload()
  await expect(once).toHaveCount(0)
  await expect(banners(page, '關於 BTCC')).toHaveCount(1)
  expect(await layoutShifts(page)).toEqual([])
  await page.evaluate(() => (localStorage.day = 'yesterday'))
  await page.reload()
  await expect(once).toHaveCount(1)
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }))
  await expect.poll(() => remembered(page, 'seen')).toMatch(/^\.\w+\.$/) // the end of scrolling is heard

  // With nothing behind it the place is gone, and what is around it stands as if there were none.
  await site.client
    .transaction()
    .patch('slot-article-about', { unset: ['fallback'] })
    .patch('slot-article-closing', { unset: ['fallback'] })
    .commit()
  await page.reload()
  const closing = page.locator('article > div').last().locator('> :last-child')
  await expect(closing).toBeEmpty()
  await expect(closing).toBeHidden()
  await slowly.close()
})

test('one that is closed is gone by key, in all places and on every page, until its words change; what is read stays', async ({
  site,
  browser,
  page,
}) => {
  await site.client
    .transaction()
    .patch('banner-app-download', { set: { dismissible: true } })
    .patch('slot-front-inline', { set: { fallback: reference('banner-app-download') } })
    .commit()
  const slowly = await trickle(site.url)
  await page.setViewportSize({ width: 1280, height: 700 })
  await page.goto(`${slowly.url}${articlePath}`)
  const showings = page.locator('aside[data-copy]')
  const [above, inView, below] = [showings.nth(0), showings.nth(1), showings.nth(2)]
  await inView.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const textAbove = inView.locator('xpath=preceding-sibling::*[1]')
  const [before, textBefore] = [await above.boundingBox(), await textAbove.boundingBox()]
  await inView.getByRole('link').last().focus()
  await page.keyboard.press('Tab')
  await expect(inView.getByRole('button', { name: '關閉廣告：App 下載' })).toBeFocused()
  await inView.evaluate((banner) => banner.nextElementSibling?.setAttribute('data-next', ''))
  await page.keyboard.press('Enter')

  expect(await inView.boundingBox()).toBeNull()
  await expect(page.locator('[data-next]')).toBeFocused()
  await expect(above).toBeHidden()
  await expect(below).toHaveAttribute('hidden')
  // Above the window its space stays, so that nothing that is read moves.
  expect(await above.boundingBox()).toEqual(before)
  expect(await textAbove.boundingBox()).toEqual(textBefore)
  await expect(banners(page, 'App 下載')).toHaveCount(0)
  expect(await layoutShifts(page)).toEqual([])

  for (const path of [articlePath, '/zh-TW']) {
    await page.goto(`${slowly.url}${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    await expect(page.locator('aside[data-copy]')).toHaveCount(0)
    expect(await layoutShifts(page)).toEqual([])
  }
  await site.client.patch('banner-app-download', { set: { copy: '換了文字。' } }).commit()
  await page.goto(`${slowly.url}${articlePath}`)
  await expect(banners(page, 'App 下載')).toHaveCount(3)
  await withContext(browser, { javaScriptEnabled: false }, async (plain) => {
    await plain.goto(`${slowly.url}${articlePath}`)
    await expect(banners(plain, 'App 下載')).toHaveCount(3)
    await expect(plain.getByRole('button')).toHaveCount(0)
  })
  await slowly.close()
})
