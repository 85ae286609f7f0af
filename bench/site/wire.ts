import { chromium, type CDPSession } from '@playwright/test'
import { z } from 'zod'
import { chromiumArguments, requireChromium } from './browser.ts'
import { pages } from './pages.ts'
import type { Part } from './part.ts'
import { serveLakeside } from './serve-lakeside.ts'

const traffic = z.object({
  page: z.string(),
  requests: z.number(),
  bytes: z.number(),
  document: z.number(),
  scripts: z.number(),
  kinds: z.record(z.string(), z.object({ requests: z.number(), bytes: z.number() })),
})
export const wireResult = z.object({ pages: z.array(traffic) })

/** What a phone's first visit brings over the wire, as Chromium itself counts it (headers included). */
export const wire: Part<typeof wireResult> = {
  name: 'wire',
  result: wireResult,
  tools: ['taskset'],
  measure: async ({ folder }) => {
    const executablePath = requireChromium()
    const lakeside = await serveLakeside(`${folder}/data`)
    const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] })
    try {
      const measured = []
      for (const [name, path] of Object.entries(pages)) {
        const context = await browser.newContext({
          viewport: { width: 412, height: 823 },
          deviceScaleFactor: 2,
          locale: 'zh-TW',
        })
        const page = await context.newPage()
        const answers = await countAnswers(await context.newCDPSession(page))
        await page.goto(`${lakeside.origin}${path}`, { waitUntil: 'networkidle' })
        measured.push({ page: name, ...sumUp([...answers.values()]) })
        await context.close()
      }
      return { pages: measured }
    } finally {
      await browser.close()
      await lakeside.stop()
    }
  },
}

type Counted = { kind: string; bytes: number }

/** Answers by request, filled while the page loads. `data:` addresses cross no wire. */
async function countAnswers(session: CDPSession): Promise<Map<string, Counted>> {
  const answers = new Map<string, Counted>()
  session.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    if (!request.url.startsWith('data:')) answers.set(requestId, { kind: type ?? 'Other', bytes: 0 })
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId)
    if (answer) answer.bytes = encodedDataLength
  })
  await session.send('Network.enable')
  return answers
}

function sumUp(answers: readonly Counted[]) {
  const kinds: Record<string, { requests: number; bytes: number }> = {}
  for (const { kind, bytes } of answers) {
    const before = kinds[kind] ?? { requests: 0, bytes: 0 }
    kinds[kind] = { requests: before.requests + 1, bytes: before.bytes + bytes }
  }
  return {
    requests: answers.length,
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
    document: kinds.Document?.bytes ?? 0,
    scripts: kinds.Script?.requests ?? 0,
    kinds,
  }
}
