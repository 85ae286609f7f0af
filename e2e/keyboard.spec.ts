import type { Page } from '@playwright/test'
import { articlePath, expect, test } from './support/test.ts'

type Stop = {
  /** What the reader knows it by: its accessible name, as far as it is written in the page. */
  name: string
  href: string | null
  /** How the focus is drawn, and whether all of it is in the window. */
  outline: { style: string; width: number }
  inWindow: boolean
}

/** Where the keyboard is; null when it is on nothing of the page. */
const stop = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(element)
    const reach = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset)
    const { top, bottom, left, right } = element.getBoundingClientRect()
    return {
      name: element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '',
      href: element.getAttribute('href'),
      outline: { style: outlineStyle, width: Number.parseFloat(outlineWidth) },
      inWindow: top >= reach && left >= reach && bottom + reach <= innerHeight && right + reach <= innerWidth,
    }
  })

/** Presses a key until the focus is on what is named; fails when it has gone round the page without meeting it. */
async function press(page: Page, key: 'Tab' | 'Shift+Tab', name: string): Promise<void> {
  const met: string[] = []
  do {
    await page.keyboard.press(key)
    const at = await stop(page)
    if (!at) break
    met.push(at.name)
  } while (met.at(-1) !== name)
  expect(met.at(-1), `met only ${met.join(', ')}`).toBe(name)
}

/** The places that so many presses of the key lead to; null where it leaves the page. */
async function walk(page: Page, key: 'Tab' | 'Shift+Tab', presses: number): Promise<(Stop | null)[]> {
  const stops: (Stop | null)[] = []
  while (stops.length < presses) {
    await page.keyboard.press(key)
    stops.push(await stop(page))
  }
  return stops
}

/** What a reader can follow or open, in the order in which the page is read. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('a[href], summary')]
      .filter((element) => element.checkVisibility() && element.getAttribute('tabindex') !== '-1')
      .map((element) => element.getAttribute('aria-label') ?? element.textContent?.trim() ?? ''),
  )

test('from the front page to an article, with Tab and Enter alone', async ({ publication, reader }) => {
  await reader.goto(`${publication.url}/zh-TW`)
  const title = await reader.getByRole('main').getByRole('article').getByRole('heading', { level: 2 }).innerText()
  await press(reader, 'Tab', title)
  await reader.keyboard.press('Enter')
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(title)
  expect(new URL(reader.url()).pathname).toMatch(/^\/zh-TW\/academy\/[^/]+\/[^/]+$/)
})

test('the first stop of a page shows itself and leads to the title', async ({ publication, reader }) => {
  for (const path of ['/zh-TW', '/zh-TW/academy', articlePath]) {
    await reader.goto(`${publication.url}${path}`)
    await reader.keyboard.press('Tab')
    expect(await stop(reader), path).toMatchObject({ name: '跳到標題', inWindow: true })
    await reader.keyboard.press('Enter')
    await expect(reader.getByRole('heading', { level: 1 }), path).toBeFocused()
    await reader.waitForLoadState('networkidle') // the jump brought pictures into the window; leaving now would break them off
  }
  // From the title the next stop is the article's own, no longer the header's.
  await reader.keyboard.press('Tab')
  const next = await stop(reader)
  expect(await reader.getByRole('article').getByRole('link').first().getAttribute('href')).toBe(next?.href)
})

test('on a phone the contents open, lead into the text, and back', async ({ publication, reader }) => {
  await reader.setViewportSize({ width: 360, height: 640 })
  await reader.goto(`${publication.url}${articlePath}`)
  const contents = reader.getByRole('navigation', { name: '本文目錄' })
  const heading = reader.getByRole('heading', { level: 2 }).filter({ hasText: '開源是什麼？為何如此重要？' })
  await expect(contents.getByRole('link')).toHaveCount(0)
  await press(reader, 'Tab', '本文目錄')
  await reader.keyboard.press('Enter')
  await expect(contents.getByRole('link')).toHaveCount(7)
  await press(reader, 'Tab', '開源是什麼？為何如此重要？')
  await reader.keyboard.press('Enter')
  await expect(heading).toBeInViewport({ ratio: 1 })
  expect((await heading.boundingBox())?.y).toBeLessThan(120)

  // The keyboard is there too: the next stop is the first one after the heading, and 回目錄 leads back to the contents.
  await press(reader, 'Tab', '回目錄')
  expect(
    await heading.evaluate(
      (element) =>
        element.compareDocumentPosition(document.activeElement ?? element) === Node.DOCUMENT_POSITION_FOLLOWING,
    ),
  ).toBe(true)
  const passed = await reader.evaluate(
    () =>
      [...document.querySelectorAll('h2')].findLast(
        (each) =>
          document.activeElement &&
          each.compareDocumentPosition(document.activeElement) === Node.DOCUMENT_POSITION_FOLLOWING,
      )?.textContent,
  )
  expect(passed).toBe('開源是什麼？為何如此重要？')
  await reader.keyboard.press('Enter')
  await expect(contents).toBeInViewport()
  await reader.keyboard.press('Tab')
  expect((await stop(reader))?.name).toBe('本文目錄')
})

for (const { name, width, height } of [
  { name: 'a desk', width: 1280, height: 800 },
  { name: 'a phone', width: 360, height: 640 },
]) {
  test(`the keyboard meets everything once in reading order, sees where it is, and goes back the same way, at ${name}`, async ({
    publication,
    reader,
  }) => {
    await reader.setViewportSize({ width, height })
    await reader.goto(`${publication.url}${articlePath}`)
    const expected = await places(reader)
    expect(expected.length).toBeGreaterThan(40)
    const there = await walk(reader, 'Tab', expected.length)
    expect(there.map((each) => each?.name)).toEqual(expected)
    for (const each of there) {
      expect(each?.outline.style, each?.name).toBe('solid')
      expect(each?.outline.width, each?.name).toBeGreaterThanOrEqual(3)
      expect(each?.inWindow, each?.name).toBe(true)
    }
    // Nothing holds the keyboard: one press more leaves the page.
    expect(await walk(reader, 'Tab', 1)).toEqual([null])
    const back = await walk(reader, 'Shift+Tab', expected.length)
    expect(back.map((each) => each?.name)).toEqual(expected.toReversed())
  })
}

test('every call to action of every banner is a stop, in reading order, with its focus drawn in ink and not cut off', async ({
  publication,
  reader,
}) => {
  await reader.goto(`${publication.url}${articlePath}`)
  const calls = await reader.locator('aside a').allTextContents()
  expect(calls.length).toBeGreaterThanOrEqual(13)
  const met: string[] = []
  for (;;) {
    await reader.keyboard.press('Tab')
    const focused = await reader.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      const banner = element.closest('aside')
      if (!banner) return { text: null }
      const { outlineStyle, outlineColor, outlineWidth, outlineOffset } = getComputedStyle(element)
      const reach = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset)
      const [own, around] = [element.getBoundingClientRect(), banner.getBoundingClientRect()]
      const isWhole =
        own.left - reach >= around.left &&
        own.right + reach <= around.right &&
        own.top - reach >= around.top &&
        own.bottom + reach <= around.bottom
      return {
        text: element.textContent,
        outlineStyle,
        isInk: outlineColor === getComputedStyle(banner).color,
        isWhole,
      }
    })
    if (!focused) break
    if (focused.text === null) continue
    met.push(focused.text)
    expect(focused).toMatchObject({ outlineStyle: 'solid', isInk: true, isWhole: true })
  }
  expect(met).toEqual(calls)
})
