import { createServer } from 'node:http'
import { z } from 'zod'
import { portOf } from '#server/testing.ts'
import { launchOptions } from './support/chromium.ts'
import { enginesHere, openFirefox, openWebKit, type EngineBrowser } from './support/other-engines.ts'
import { readerPages } from './support/reader-pages.ts'
import { articlePath, expect, test } from './support/test.ts'
import { chromium } from '@playwright/test'

// The reader pages in the three engines that people read with. What is measured is what was once broken in one of them.

const measured = z.strictObject({
  /** Characters that were looked at. */
  characters: z.number(),
  /** Characters whose box lies over the one before. */
  overlapping: z.array(z.string()),
  /** Single characters and spaces wider than one and a half characters. */
  gaps: z.array(z.string()),
  /** Links among words that look like the words. Lists of articles are lists of links, and draw none of them with a line. */
  hiddenLinks: z.array(z.string()),
  /** Pixels that the page is wider than its window. */
  sideways: z.number(),
  /** The automatic space between Han and Latin letters, as the engine takes it. WebKit paints digits over each other where it is on, which no box shows. */
  autospace: z.string(),
})

/** Runs in a page of any engine: measures the page that stands in its frame. */
const measure = `
const { document: page, NodeFilter } = frame.contentWindow
const found = { characters: 0, overlapping: [], gaps: [], hiddenLinks: [], sideways: page.documentElement.scrollWidth - page.documentElement.clientWidth, autospace: getComputedStyle(page.body).textAutospace }
const range = page.createRange()
const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
for (let text = texts.nextNode(); text; text = texts.nextNode()) {
  const parent = text.parentElement
  if (!parent.checkVisibility() || parent.closest('.vh, script, style')) continue
  const { fontSize, writingMode } = getComputedStyle(parent)
  if (writingMode !== 'horizontal-tb') continue
  const size = parseFloat(fontSize)
  const around = (index) => text.data.slice(Math.max(0, index - 5), index + 5)
  let before
  for (let index = 0; index < text.length; index += 1) {
    range.setStart(text, index)
    range.setEnd(text, index + 1)
    const box = [...range.getClientRects()].at(-1)
    if (!box || box.width === 0) { before = undefined; continue }
    found.characters += 1
    if (before && Math.abs(before.top - box.top) < 2 && before.left < box.left && before.right - box.left > size * 0.2) found.overlapping.push(around(index))
    if (box.width > size * 1.5 && !/[\\u2014\\u2026]/.test(text.data[index])) found.gaps.push(around(index))
    before = box
  }
}
for (const link of page.querySelectorAll('main p a, main dd a')) {
  const { display, textDecorationLine } = getComputedStyle(link)
  const isAmongWords = link.parentElement.localName === 'dd' || [...link.parentElement.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '')
  if (link.checkVisibility() && display === 'inline' && isAmongWords && !link.closest('aside, nav') && textDecorationLine !== 'underline') found.hiddenLinks.push(link.textContent)
}
return found
`

/** Chromium by the same two verbs as the others. */
async function openChromium(): Promise<EngineBrowser> {
  const browser = await chromium.launch(launchOptions)
  const page = await browser.newPage({ viewport: { width: 1560, height: 1100 } })
  return {
    open: async (url) => void (await page.goto(url)),
    run: (body) => page.evaluate(`(async () => { ${body} })()`),
    close: () => browser.close(),
  }
}

/**
 * Hands pages of the site on without their policy, which lets no page frame them: a frame is as narrow as it is told to be, a browser's window is not.
 * `/frame` is an empty page to put them in.
 */
async function openFrames(site: string) {
  const server = createServer(async (request, response) => {
    if (request.url === '/frame')
      return response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><body style="margin:0"><iframe id="frame" style="border:0;height:1000px"></iframe>')
    const answer = await fetch(site + request.url)
    response
      .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      .end(Buffer.from(await answer.arrayBuffer()))
  })
  const port = await portOf(server)
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close().closeAllConnections() }
}

/** Shows a page in a frame of this width, and runs `body` beside it. A fresh frame each time: this WebKit crashes when a page in a frame fades into the next. */
async function runBeside(
  browser: EngineBrowser,
  { frames, path, width }: { frames: string; path: string; width: number },
  body: string,
): Promise<unknown> {
  await browser.open(`${frames}/frame`)
  return browser.run(`
const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
frame.style.width = '${width}px'
frame.src = '${path}'
await loaded
await frame.contentDocument.fonts.ready
${body}`)
}

/** How many banners a reader can see, once the page's own script has closed those that were closed before. */
const standing = `[...frame.contentDocument.querySelectorAll('aside')].filter((each) => each.checkVisibility() && !each.inert).length`

const engines = {
  Chromium: { open: openChromium, autospace: 'normal' },
  Firefox: { open: openFirefox, autospace: 'normal' },
  WebKit: { open: openWebKit, autospace: 'no-autospace' },
} as const

for (const name of ['Chromium', ...enginesHere] as const) {
  const { open, autospace } = engines[name]
  test.describe(name, () => {
    test('draws every kind of page whole at every width; a banner can be closed, and stays so', async ({ site }) => {
      await site.client.patch('banner-app-download').set({ dismissible: true }).commit()
      const frames = await openFrames(site.url)
      const browser = await open()
      try {
        for (const { kind, path } of readerPages) {
          for (const width of path === articlePath ? [320, 390, 768, 1440] : [320, 1440]) {
            const found = measured.parse(await runBeside(browser, { frames: frames.url, path, width }, measure))
            expect(found.characters, kind).toBeGreaterThan(50)
            expect(found, `${kind} at ${width} px`).toEqual({
              characters: found.characters,
              overlapping: [],
              gaps: [],
              hiddenLinks: path === articlePath ? [] : found.hiddenLinks,
              sideways: 0,
              autospace,
            })
          }
        }
        const article = { frames: frames.url, path: articlePath, width: 390 }
        // It stands in three places of the article, and one click closes it in all of them.
        const counted = z.object({ before: z.number(), after: z.number() }).parse(
          await runBeside(
            browser,
            article,
            `
          const before = ${standing}
          frame.contentDocument.querySelector('aside:not([inert]) button').click()
          return { before, after: ${standing} }`,
          ),
        )
        expect(counted.after).toBe(counted.before - 3)
        expect(await runBeside(browser, article, `return ${standing}`)).toBe(counted.after)
      } finally {
        await browser.close()
        frames.close()
      }
    })
  })
}
