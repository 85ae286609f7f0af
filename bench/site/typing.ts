import { chromium, type Frame, type Page } from '@playwright/test'
import { z } from 'zod'
import { editorsWindow, formOf, signIn } from '../../e2e/support/studio.ts'
import { chromiumArguments, requireChromium } from './browser.ts'
import { latency, latencyOf } from './figures.ts'
import { BenchError } from './machine.ts'
import { pages } from './pages.ts'
import type { Part } from './part.ts'
import { serveLakeside } from './serve-lakeside.ts'

export const typingResult = z.object({
  /** Milliseconds between two keys of a burst. */
  between: z.number(),
  /** Milliseconds from a key going down in the Studio to its sign standing in the page beside it: one after a rest, and the last of a burst, in the title and in a paragraph. */
  single: latency,
  burst: latency,
  paragraph: latency,
})

/** How soon an editor sees in the preview what was typed in the form beside it, in the real Studio. */
export const typing: Part<typeof typingResult> = {
  name: 'typing',
  result: typingResult,
  tools: ['taskset'],
  measure: async ({ folder, quick, say }) => {
    const [between, rounds] = [80, quick ? 3 : 20]
    const lakeside = await serveLakeside(`${folder}/data`)
    const browser = await chromium.launch({ executablePath: requireChromium(), args: [...chromiumArguments] })
    try {
      const page = await browser.newPage({ ...editorsWindow, ...editorsWindow.contextOptions })
      await signIn(page, lakeside.signInLink)
      await page.goto(`${lakeside.origin}/edit${pages.article}`)
      const frame = await framed(page)
      await hearKeys(page)

      const time = async (texts: readonly string[], before = '') => {
        const taken: number[] = []
        let typed = before
        for (const [at, text] of texts.entries()) {
          typed += text
          const shown = whenShown(frame, typed)
          await page.keyboard.type(text, { delay: between })
          taken.push((await shown) - (await lastKey(page)))
          // Long enough for whatever waits behind the last change, and never the same: the Studio's own clock must not beat in time with the keys.
          await page.waitForTimeout(1_500 + ((at * 137) % 500))
        }
        return latencyOf(taken)
      }
      const form = formOf(page)
      await form.field('title').getByRole('textbox').press('End')
      await time(['?']) // pays for the draft
      say(`${rounds} keys one by one`)
      const single = await time(
        Array.from({ length: rounds }, () => 'x'),
        '?',
      )
      say(`${rounds} bursts in the title`)
      const burst = await time(bursts(rounds, 'y'))
      say(`${rounds} bursts in a paragraph`)
      await form.appendToFirstParagraph('body', '：')
      return { between, single, burst, paragraph: await time(bursts(rounds, 'z')) }
    } finally {
      await browser.close()
      await lakeside.stop()
    }
  },
}

async function framed(page: Page): Promise<Frame> {
  const element = page.locator('iframe')
  await element.contentFrame().getByRole('complementary', { name: '草稿預覽' }).waitFor({ timeout: 120_000 })
  const frame = await (await element.elementHandle())?.contentFrame()
  if (!frame) throw new BenchError('the preview shows no page')
  return frame
}

/** Both windows are of one browser on one machine: their clocks are one. */
async function hearKeys(page: Page): Promise<void> {
  await page.evaluate(() =>
    addEventListener(
      'keydown',
      ({ timeStamp }) => (document.documentElement.dataset.key = String(performance.timeOrigin + timeStamp)),
      true,
    ),
  )
}

const lastKey = (page: Page) => page.evaluate(() => Number(document.documentElement.dataset.key))

/** Two to three seconds of typing each. */
const bursts = (count: number, letter: string) =>
  Array.from({ length: count }, (_, at) => `${letter.repeat(20 + (at % 13))}!`)

/** When the words stand in the page, invisible signs left out: epoch milliseconds. */
function whenShown(frame: Frame, words: string): Promise<number> {
  return frame.evaluate(
    (expected) =>
      new Promise<number>((resolve, reject) => {
        const watching = new MutationObserver(() => {
          if (!document.querySelector('main')?.textContent.includes(expected)) return
          watching.disconnect()
          resolve(performance.timeOrigin + performance.now())
        })
        watching.observe(document.body, { subtree: true, childList: true, characterData: true })
        setTimeout(() => reject(new Error(`not shown within a minute: ${expected}`)), 60_000)
      }),
    words,
  )
}
