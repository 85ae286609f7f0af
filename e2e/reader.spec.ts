import { articlePath, expect, test } from './support/test.ts'
import { expectFifteenParts } from './support/read-article.ts'

test('a reader sees all fifteen parts in order, with no script', async ({ publication, reader }) => {
  await expectFifteenParts(reader, publication.url)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('the article is whole, and the contents open and lead to their section', async ({ publication, page }) => {
    await page.goto(`${publication.url}${articlePath}`)
    const contents = page.getByRole('navigation', { name: '本文目錄' })
    await expect(contents.getByRole('link')).toHaveCount(7)
    await contents.getByRole('link', { name: 'ChatGPT是什麼？' }).click()
    await expect(page.getByRole('heading', { name: 'ChatGPT是什麼？' })).toBeInViewport()
  })
})

test('the first address leads to the first locale; other spellings lead to the one', async ({ publication }) => {
  const go = (path: string) => fetch(`${publication.url}${path}`, { redirect: 'manual' })
  for (const [path, location] of [
    ['/', '/zh-TW'],
    ['/zh-TW/', '/zh-TW'],
    ['/zh-TW/academy/page/1', '/zh-TW/academy'],
    [`${articlePath}/`, articlePath],
  ] as const) {
    const response = await go(path)
    expect([307, 308], path).toContain(response.status)
    expect(new URL(response.headers.get('location') ?? '', publication.url).pathname, path).toBe(location)
  }
})

test('every page of the sitemap and every address in the header and footer answers 200 and carries its own title', async ({
  publication,
}) => {
  const sitemap = await (await fetch(`${publication.url}/sitemap.xml`)).text()
  const addresses = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1] ?? '')
  expect(addresses.length).toBeGreaterThanOrEqual(12 + 4 + 2)
  expect(addresses.every((address) => address.startsWith(`${publication.url}/zh-TW`))).toBe(true)
  const front = await (await fetch(`${publication.url}/zh-TW`)).text()
  const linked = [...front.matchAll(/href="(\/zh-TW[^"#]*)"/g)].map((match) => `${publication.url}${match[1]}`)
  expect(linked.length).toBeGreaterThan(10)
  const titles = new Map<string, string>()
  for (const address of new Set([...addresses, ...linked])) {
    const response = await fetch(address)
    expect(response.status, address).toBe(200)
    const title = (await response.text()).match(/<title>([^<]+)<\/title>/)?.[1] ?? ''
    expect(title, address).toContain('Lakeside 湖畔')
    expect(titles.get(title), `${address} has the title of another page`).toBeUndefined()
    titles.set(title, address)
  }
})

test('the headers of a page: its policy without unsafe-inline, its type, its compression', async ({ publication }) => {
  const response = await fetch(`${publication.url}${articlePath}`, { headers: { 'accept-encoding': 'br' } })
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/script-src 'sha256-[\w+/]{43}=';/)
  expect(policy).not.toContain('unsafe')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-encoding')).toBe('br')
  expect(response.headers.get('x-powered-by')).toBeNull()
  const html = await response.text()
  expect(html).toContain('<html lang="zh-TW"')
  expect(html).not.toContain('lakeside-cache-metadata')
})

test('a path without a page is a true 404, whole, with a way on', async ({ publication, page }) => {
  for (const path of [
    '/zh-TW/academy/market/there-is-no-such-article',
    '/zh-TW/academy/nowhere',
    '/zh-TW/academy/page/99',
    '/en',
    '/anything',
    '/zh-TW/lost/not-found',
    '/zh-TW/lost/error',
  ]) {
    const response = await page.goto(`${publication.url}${path}`)
    expect(response?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('湖面上沒有這一頁')
    await expect(page.getByRole('banner')).toBeVisible()
    expect(await page.getByRole('main').getByRole('link').count()).toBeGreaterThan(1)
  }
})

test("what only reads may be asked, and a path that can't be read is refused", async ({ publication }) => {
  expect((await fetch(`${publication.url}/zh-TW`, { method: 'POST' })).status).toBe(405)
  expect((await fetch(`${publication.url}/zh-TW`, { method: 'HEAD' })).status).toBe(200)
  expect((await fetch(`${publication.url}/%E4%BA`)).status).toBe(400)
  expect((await fetch(`${publication.url}/zh-TW`, { headers: { rsc: '1' } })).headers.get('content-type')).toContain(
    'text/html',
  )
})

test('title, description, Open Graph with the cover, and structured data of the article', async ({
  publication,
  page,
}) => {
  await page.goto(`${publication.url}${articlePath}`)
  await expect(page).toHaveTitle('GPT-4為何不開源？ChatGPT是否開源引爭議，馬斯克聯名抵制GPT-4！｜Lakeside 湖畔')
  const content = (selector: string) => page.locator(selector).getAttribute('content')
  expect(await content('meta[name="description"]')).toContain('開源之爭')
  expect(await content('meta[property="og:type"]')).toBe('article')
  const cover = await content('meta[property="og:image"]')
  const image = await fetch(cover ?? '')
  expect(image.status).toBe(200)
  expect(image.headers.get('content-type')).toBe('image/jpeg')
  const data: unknown = JSON.parse(
    (await page.locator('script[type="application/ld+json"]').first().textContent()) ?? '',
  )
  expect(JSON.stringify(data)).toContain('"datePublished":"2023-04-03')
  expect(JSON.stringify(data)).toContain('BreadcrumbList')
})

test('times are those of Taipei, whatever the zone of the machine and of the browser', async ({ site, page }) => {
  await page.goto(`${site.url}${articlePath}`)
  await expect(page.locator('time').first()).toHaveText('2023 年 4 月 3 日')
  await site.client
    .patch('article-whether-chatgpt-is-open-source-is-controversial')
    .set({ publishedAt: '2023-04-03T16:30:00Z' })
    .commit()
  await page.reload()
  await expect(page.locator('time').first()).toHaveText('2023 年 4 月 4 日')
})

for (const width of [320, 360, 768, 1440]) {
  test(`nothing is wider than the window at ${width} px, on any kind of page`, async ({ publication, page }) => {
    await page.setViewportSize({ width, height: 800 })
    for (const path of [
      '/zh-TW',
      '/zh-TW/academy',
      '/zh-TW/academy/research-analysis',
      articlePath,
      '/zh-TW/authors',
      '/zh-TW/disclosure',
      '/zh-TW/nothing-here',
    ]) {
      await page.goto(`${publication.url}${path}`)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
    }
  })
}

test('on a phone the banner above the title is low, and the whole title stands on the first screen', async ({
  publication,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 640 })
  await page.goto(`${publication.url}${articlePath}`)
  const banner = await page.getByRole('complementary', { name: '廣告：新手專享' }).boundingBox()
  expect(banner?.height).toBeLessThanOrEqual(96)
  const title = await page.getByRole('heading', { level: 1 }).boundingBox()
  expect((title?.y ?? 0) + (title?.height ?? 0)).toBeLessThanOrEqual(640)
})

test('printed, the page has no banners and no navigation, but its source', async ({ publication, page }) => {
  await page.emulateMedia({ media: 'print' })
  await page.goto(`${publication.url}${articlePath}`)
  expect(await page.locator('aside').count()).toBeGreaterThan(5)
  for (const aside of await page.locator('aside').all()) await expect(aside).toBeHidden()
  await expect(page.getByRole('navigation', { name: '本文目錄' })).toBeHidden()
  await expect(page.getByText('www.btcc.com/zh-TW/academy/research-analysis/')).toBeVisible()
})

test('pictures arrive in a modern format, at a width from the list, and say their size before', async ({
  publication,
  page,
}) => {
  const pictures: { url: string; type: string | undefined }[] = []
  page.on(
    'response',
    (response) =>
      response.url().includes('/lake/images/') &&
      pictures.push({ url: response.url(), type: response.headers()['content-type'] }),
  )
  await page.goto(`${publication.url}/zh-TW`)
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await expect
    .poll(() =>
      page
        .locator('main img')
        .evaluateAll((images: HTMLImageElement[]) => images.every((image) => image.complete && image.naturalWidth > 0)),
    )
    .toBe(true)
  expect(pictures.length).toBeGreaterThan(3)
  for (const { url, type } of pictures) expect(type, url).toMatch(/^image\/(avif|webp)$/)
  for (const image of await page.locator('main img').all()) {
    expect(Number(await image.getAttribute('width'))).toBeGreaterThan(0)
    expect(Number(await image.getAttribute('height'))).toBeGreaterThan(0)
  }
})
