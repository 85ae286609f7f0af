import type { Page } from '@playwright/test'
import { articlePath, expect, test } from './support/test.ts'

type Answer = { url: string; kind: string; type: string; encoding: string; vary: string; bytes: number }

/** Opens an address with an empty cache and gives every answer that the browser took for it, with its bytes on the wire, headers too. */
async function download(page: Page, url: string): Promise<Answer[]> {
  const session = await page.context().newCDPSession(page)
  const answers = new Map<string, Answer>()
  session.on('Network.responseReceived', ({ requestId, type: kind, response: { url, mimeType, headers } }) => {
    const header = (name: string) => Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? ''
    answers.set(requestId, {
      url,
      kind,
      type: mimeType,
      encoding: header('content-encoding'),
      vary: header('vary'),
      bytes: 0,
    })
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId)
    if (answer) answer.bytes = encodedDataLength
  })
  await session.send('Network.enable')
  await page.goto(url, { waitUntil: 'networkidle' })
  await session.detach()
  return [...answers.values()]
}

test('an article is less than 30 kB of words and style, at most four requests, and no script', async ({
  publication,
  reader,
}) => {
  const answers = await download(reader, `${publication.url}${articlePath}`)
  const kinds = answers.map(({ kind }) => kind)
  expect(kinds[0]).toBe('Document')
  expect(
    kinds.filter((kind) => kind === 'Stylesheet'),
    'a long page links its sheet',
  ).toHaveLength(1)
  expect(kinds).toContain('Image')
  expect(kinds).not.toContain('Script')
  expect(answers.every(({ bytes }) => bytes > 0)).toBe(true)

  const words = answers.filter(({ kind }) => kind !== 'Image')
  expect(words.length, words.map(({ url }) => url).join(' ')).toBeLessThanOrEqual(4)
  expect(words[0]?.encoding).toBe('br')
  expect(
    words.reduce((sum, { bytes }) => sum + bytes, 0),
    JSON.stringify(words),
  ).toBeLessThan(30_000)
})

test('a short page has its styles in it', async ({ publication, reader }) => {
  const answers = await download(reader, `${publication.url}/zh-TW`)
  expect(answers.map(({ kind }) => kind)).not.toContain('Stylesheet')
  const [words] = answers
  expect([words?.kind, words?.encoding]).toEqual(['Document', 'br'])
  expect(words?.bytes).toBeLessThan(14_600)
})

test.describe('with an age for shared caches', () => {
  test.use({ settings: { LAKESIDE_SHARED_AGE: '60' } })
  test('a long page names no file that the next build may not have', async ({ site }) => {
    const html = await (await fetch(`${site.url}${articlePath}`)).text()
    expect(html).toContain('<style')
    expect(html).not.toContain('rel="stylesheet"')
  })
})

const withPictures = ['/zh-TW', '/zh-TW/academy/research-analysis', articlePath]

test('the cover arrives in a modern format and first of all pictures; the others wait until they are near', async ({
  publication,
  reader,
}) => {
  for (const [path, urgent] of [
    ['/zh-TW', 1],
    ['/zh-TW/academy', 0],
    ['/zh-TW/academy/research-analysis', 0],
    [articlePath, 1],
  ] as const) {
    const answers = await download(reader, `${publication.url}${path}`)
    const images = await reader.locator('img').evaluateAll((found: HTMLImageElement[]) =>
      found.map(({ currentSrc, loading, fetchPriority, complete, naturalWidth }) => ({
        currentSrc,
        loading,
        fetchPriority,
        isHere: complete && naturalWidth > 0,
      })),
    )
    expect(images.length, path).toBeGreaterThan(3)
    const first = images.filter(({ fetchPriority, loading }) => fetchPriority === 'high' && loading !== 'lazy')
    expect(first.length, path).toBe(urgent)
    expect(images.filter(({ loading }) => loading === 'lazy').length, path).toBe(images.length - urgent)
    for (const { currentSrc, isHere } of first) {
      expect(isHere, path).toBe(true)
      const answer = answers.filter(({ url }) => url === currentSrc)
      expect(answer.length, 'the cover is asked for once').toBe(1)
      expect(answer[0]?.type, path).toMatch(/^image\/(avif|webp)$/)
      expect(answer[0]?.vary, path).toMatch(/accept/i)
    }
  }
})

/** How far things moved on the page while it and its pictures came, from top to bottom; 0 is not at all. */
async function shiftWhileReading(page: Page): Promise<number> {
  const images = await page.locator('img').all()
  for (const image of images) {
    await image.scrollIntoViewIfNeeded()
    await expect
      .poll(() => image.evaluate((element: HTMLImageElement) => element.complete && element.naturalWidth > 0))
      .toBe(true)
  }
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            sum += 'value' in entry && typeof entry.value === 'number' ? entry.value : 0
        })
        observer.observe({ type: 'layout-shift', buffered: true })
        // The observer is given what was seen until now in a task of its own, before the second frame from here.
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))))
      }),
  )
}

for (const width of [360, 1280]) {
  test(`nothing moves while pictures arrive, at ${width} px`, async ({ publication, reader }) => {
    await reader.setViewportSize({ width, height: 800 })
    for (const path of withPictures) {
      await reader.goto(`${publication.url}${path}`)
      for (const image of await reader.locator('img').all()) {
        expect(Number(await image.getAttribute('width')), path).toBeGreaterThan(0)
        expect(Number(await image.getAttribute('height')), path).toBeGreaterThan(0)
      }
      expect(await shiftWhileReading(reader), path).toBe(0)
    }
  })
}
