import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { chromiumArguments, requireChromium } from './browser.ts'
import { spreadOf, spread } from './figures.ts'
import { BenchError, run } from './machine.ts'
import { pages } from './pages.ts'
import type { Part } from './part.ts'
import { serveLakeside } from './serve-lakeside.ts'
import { toolFile } from './tools.ts'

const scores = z.object({
  performance: z.number(),
  accessibility: z.number(),
  'best-practices': z.number(),
  seo: z.number(),
})
export const lighthouseResult = z.object({
  version: z.string(),
  rounds: z.number(),
  /** Scores from 0 to 100, the worst round of each; the greatest paint in milliseconds; the ids of audits that were not passed. */
  pages: z.array(
    z.object({ page: z.string(), scores, largestPaint: spread, layoutShift: z.number(), failed: z.array(z.string()) }),
  ),
})

const score = z.object({ score: z.number() }).transform(({ score }) => Math.round(score * 100))
const output = z.object({
  lighthouseVersion: z.string(),
  categories: z.object({ performance: score, accessibility: score, 'best-practices': score, seo: score }),
  audits: z.record(
    z.string(),
    z.object({ score: z.number().nullable(), scoreDisplayMode: z.string(), numericValue: z.number().optional() }),
  ),
})
type Output = z.infer<typeof output>
/** Nothing was measured: Chromium lost the beginning of the recording, most often. Lighthouse asks to be run again. */
const broken = z.object({ runtimeError: z.object({ message: z.string() }) })

/** Lighthouse with its own defaults: a middling phone on a slow mobile network, both simulated. */
export const lighthouse: Part<typeof lighthouseResult> = {
  name: 'lighthouse',
  result: lighthouseResult,
  tools: ['taskset'],
  measure: async ({ folder, quick, say }) => {
    const chromium = requireChromium()
    const cli = toolFile('lighthouse/cli/index.js', say)
    const rounds = quick ? 1 : 3
    const lakeside = await serveLakeside(`${folder}/data`)
    const file = `${folder}/lighthouse.json` // what it prints is cut off where it ends with an error
    const flags = ['--quiet', '--output=json', `--output-path=${file}`, `--chrome-flags=${chromiumArguments.join(' ')}`]
    const look = (path: string, triesLeft = 3): Output => {
      run('node', [cli, `${lakeside.origin}${path}`, ...flags], {
        cwd: folder,
        env: { ...process.env, CHROME_PATH: chromium },
        allowed: [1],
      })
      const seen = broken.or(output).parse(JSON.parse(readFileSync(file, 'utf8')))
      if (!('runtimeError' in seen)) return seen
      if (triesLeft === 0) throw new BenchError(`Lighthouse did not look at ${path}: ${seen.runtimeError.message}`)
      return look(path, triesLeft - 1)
    }
    try {
      const measured = Object.entries(pages).map(([page, path]) => {
        say(page)
        look(path) // the first look pays for making the page and its pictures
        return { page, seen: Array.from({ length: rounds }, () => look(path)) }
      })
      const [version = ''] = measured.flatMap(({ seen }) => seen.map(({ lighthouseVersion }) => lighthouseVersion))
      return { version, rounds, pages: measured.map(({ page, seen }) => ({ page, ...worstOf(seen) })) }
    } finally {
      await lakeside.stop()
    }
  },
}

function worstOf(seen: readonly Output[]) {
  const worst = (id: keyof Output['categories']) => Math.min(...seen.map(({ categories }) => categories[id]))
  const numbers = (id: string) => seen.map(({ audits }) => z.number().parse(audits[id]?.numericValue))
  const failed = seen.flatMap(({ audits }) =>
    Object.entries(audits)
      .filter(
        ([, audit]) =>
          ['binary', 'metricSavings'].includes(audit.scoreDisplayMode) && audit.score !== null && audit.score < 1,
      )
      .map(([id]) => id),
  )
  return {
    scores: {
      performance: worst('performance'),
      accessibility: worst('accessibility'),
      'best-practices': worst('best-practices'),
      seo: worst('seo'),
    },
    largestPaint: spreadOf(numbers('largest-contentful-paint')),
    layoutShift: Math.max(...numbers('cumulative-layout-shift')),
    failed: [...new Set(failed)].toSorted(),
  }
}
