import { mkdirSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { z } from 'zod'
import { ask } from './ask.ts'
import { BenchError } from './machine.ts'
import { allPaths } from './pages.ts'
import type { Part } from './part.ts'
import { serveLakeside } from './serve-lakeside.ts'
import { toolFile } from './tools.ts'

export const validateResult = z.object({
  pages: z.number(),
  errors: z.number(),
  newerStyle: z.number(),
  warnings: z.number(),
  messages: z.array(z.string()),
})

/**
 * What its style checker does not know yet, each in CSS that browsers have (and ignore where they have not): errors about these alone are
 * counted apart.
 */
const newerThanTheValidator = [
  'text-emphasis-position',
  '@view-transition',
  'container',
  '@container',
  ':target-current',
  'scroll-target-group',
]
const isAboutNewerStyle = (message: string) =>
  message.startsWith('CSS:') && newerThanTheValidator.some((word) => message.includes(`“${word}”`))

const output = z.object({
  messages: z.array(
    z.object({ type: z.string(), subType: z.string().optional(), url: z.string(), message: z.string() }),
  ),
})

/** The Nu validator over every address of the sitemap, the further pages of lists, and a page that is not there. */
export const validate: Part<typeof validateResult> = {
  name: 'validate',
  result: validateResult,
  tools: ['java', 'taskset'],
  measure: async ({ folder, say }) => {
    const jar = toolFile('vnu-jar/build/dist/vnu.jar', say)
    const lakeside = await serveLakeside(`${folder}/data`)
    try {
      const paths = await allPaths(lakeside.origin)
      const htmlFolder = join(folder, 'html')
      mkdirSync(htmlFolder)
      for (const [at, path] of paths.entries())
        writeFileSync(join(htmlFolder, `${at}.html`), (await ask(`${lakeside.origin}${path}`, 'identity')).body)
      const done = spawnSync('java', ['-jar', jar, '--format', 'json', '--exit-zero-always', htmlFolder], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      })
      if (done.status !== 0) throw new BenchError(`the validator failed:\n${done.stderr}`)
      const { messages } = output.parse(JSON.parse(done.stderr))
      const all = messages.filter(({ type }) => type !== 'info')
      const errors = all.filter(({ message }) => !isAboutNewerStyle(message))
      const warnings = messages.filter(({ subType }) => subType === 'warning')
      const told = [...errors, ...warnings].map(
        ({ type, url, message }) =>
          `${type === 'info' ? 'warning' : 'error'} in ${paths[Number(/(\d+)\.html$/.exec(url)?.[1])]}: ${message}`,
      )
      return {
        pages: paths.length,
        errors: errors.length,
        newerStyle: all.length - errors.length,
        warnings: warnings.length,
        messages: [...new Set(told)].slice(0, 20),
      }
    } finally {
      await lakeside.stop()
    }
  },
}
