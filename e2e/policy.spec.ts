import { articlePath, expect, test } from './support/test.ts'

/** Every answer of the process that a browser may meet, and what it is. */
const answers = [
  [articlePath, 200],
  ['/zh-TW/academy/nowhere', 404],
  ['/', 308],
  ['/zh-TW/', 308],
  ['/%E4%BA', 400],
  ['/sitemap.xml', 200],
  ['/icon.svg', 200],
  ['/speculation-rules.json', 200],
  ['/studio', 200],
] as const

test('every answer says that its type is what it says, and by http none binds the browser to https', async ({
  publication,
}) => {
  for (const [path, status] of answers) {
    const { headers, status: answered } = await fetch(`${publication.url}${path}`, { redirect: 'manual' })
    expect(path === '/' ? [307, 308] : [status], path).toContain(answered)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('referrer-policy'), path).toBe('strict-origin-when-cross-origin')
    expect(headers.get('strict-transport-security'), path).toBeNull()
    expect(headers.get('content-security-policy') ?? '', path).not.toContain('upgrade-insecure-requests')
  }
})

test('the browser understands the policy: it has nothing to say, and the page is whole', async ({
  publication,
  reader,
}) => {
  for (const path of [articlePath, '/zh-TW', '/zh-TW/disclosure']) {
    await reader.goto(`${publication.url}${path}`)
    await expect(reader.getByRole('heading', { level: 1 })).toBeAttached()
    expect(
      await reader.evaluate<unknown>(
        "['geolocation', 'camera', 'fullscreen'].map((name) => document.featurePolicy.allowsFeature(name))",
      ),
    ).toEqual([false, false, false])
    await reader.waitForLoadState('networkidle') // a picture on its way when the page is left is a request that failed
  }
})

test('even with a way in, no script is made out of words, and none is added', async ({ publication, page }) => {
  await page.goto(`${publication.url}${articlePath}`)
  await page.evaluate(async () => {
    const refused = new Array<string>()
    Object.assign(window, { refused })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective))
    const attempt = (name: string, act: () => unknown) => {
      try {
        act()
      } catch {
        refused.push(`threw: ${name}`)
      }
    }
    attempt('innerHTML', () => (document.body.innerHTML = '<img src=x onerror="window.ran = 1">'))
    attempt('document.write', () => document.write('<p>x</p>'))
    attempt('a policy of its own', () =>
      Reflect.get(window, 'trustedTypes').createPolicy('default', { createHTML: (text: string) => text }),
    )
    const script = document.createElement('script')
    script.append('window.ran = 2')
    document.body.append(script)
    const handler = document.createElement('p')
    attempt('an attribute', () => handler.setAttribute('onclick', 'window.ran = 3'))
    document.body.append(handler)
    handler.click()
    const base = document.createElement('base')
    base.href = 'https://evil.example/'
    document.head.append(base)
    const form = document.createElement('form')
    form.action = '/zh-TW'
    document.body.append(form)
    form.submit() // leaves Playwright waiting for a page that never comes: what follows asks the page itself
    await fetch('https://evil.example/').catch(() => refused.push('threw: fetch'))
  })
  const refusals = [
    'threw: innerHTML',
    'threw: document.write',
    'threw: a policy of its own',
    'threw: fetch',
    'form-action',
    'base-uri',
    'connect-src',
  ]
  await expect.poll(() => page.evaluate<string[]>('refused')).toEqual(expect.arrayContaining(refusals))
  expect(
    await page.evaluate(() => ({
      ran: 'ran' in window,
      base: document.baseURI,
      title: document.querySelector('h1')?.textContent,
    })),
  ).toEqual({
    ran: false,
    base: `${publication.url}${articlePath}`,
    title: expect.stringContaining('GPT-4'),
  })
})

test('no site frames a reader page, this one neither; it holds its window for itself', async ({
  publication,
  page,
}) => {
  await page.setContent(`<iframe src="${publication.url}${articlePath}"></iframe>`)
  await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
  const opened = page.waitForEvent('popup')
  await page.evaluate(
    (url) => void Object.assign(window, { opened: window.open(url) }),
    `${publication.url}${articlePath}`,
  )
  const other = await opened
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible()
  expect(await other.evaluate(() => window.opener)).toBeNull()
})

test('pictures may be shown by other sites, as what shares a link does; the page itself may not be read into one', async ({
  publication,
  page,
}) => {
  const response = await page.goto(`${publication.url}${articlePath}`)
  expect(response?.headers()).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  const cover = await fetch((await page.locator('meta[property="og:image"]').getAttribute('content')) ?? '')
  expect(cover.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
})
