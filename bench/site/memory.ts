import { setTimeout } from 'node:timers/promises'
import { performance } from 'node:perf_hooks'
import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import { slugSchema } from '#lib/links/address.ts'
import { articlePath } from '#lib/links/paths.ts'
import { ask, newAgent, type Encoding } from './ask.ts'
import { latency, latencyOf } from './figures.ts'
import { BenchError, countChildren, residentMegabytes } from './machine.ts'
import type { Part } from './part.ts'
import { editorOf, serveLakeside } from './serve-lakeside.ts'
import { wrk } from './wrk.ts'

export const memoryResult = z.object({
  articles: z.number(),
  /** Articles more, whose pages were made before the others. */
  before: z.number(),
  /** Resident memory of all processes, in megabytes, after each step; `rested`: when the processes for editors' work had ended, because there was none. */
  resident: z.object({
    started: z.number(),
    written: z.number(),
    warm: z.number(),
    loaded: z.number(),
    rested: z.number(),
  }),
  /** Milliseconds to the whole answer, one asked after the other. */
  first: latency,
  again: latency,
})

const stored = z.looseObject({
  _id: z.string(),
  _type: z.string(),
  title: z.string(),
  slug: z.looseObject({ current: z.string() }),
})

/** Many articles, each asked for compressed in both ways: what the process weighs with all their pages finished. */
export const memory: Part<typeof memoryResult> = {
  name: 'memory',
  result: memoryResult,
  tools: ['wrk', 'taskset'],
  measure: async ({ folder, quick, say }) => {
    const { articles, before } = quick ? { articles: 30, before: 3 } : { articles: 1000, before: 100 }
    const lakeside = await serveLakeside(`${folder}/data`)
    try {
      const resident = () => residentMegabytes(lakeside.pid)
      await askFor(lakeside.url, 'gzip')
      const started = resident()
      say(`writing ${before + articles} articles`)
      const slugs = await writeArticles(
        await editorOf(lakeside.dataFolder, `${lakeside.origin}/lake`),
        before + articles,
      )
      const urls = slugs.map(
        (slug) =>
          `${lakeside.origin}${articlePath('zh-TW', slugSchema.parse('research-analysis'), slugSchema.parse(slug))}`,
      )
      // What Next, its compiler and the lake's workers take for their first hundred pages is no cost of keeping a thousand.
      await askForAll(urls.splice(0, before), 'gzip')
      const written = resident()
      say('asking for each')
      const first = await askForAll(urls, 'gzip')
      await askForAll(urls, 'br')
      const again = await askForAll(urls, 'gzip')
      const warm = resident()
      await wrk(lakeside.url, { seconds: quick ? 1 : 10, connections: 16, encoding: 'gzip' })
      const loaded = resident()
      if (!quick) await untilAlone(lakeside.pid, say)
      return {
        articles,
        before,
        resident: { started, written, warm, loaded, rested: resident() },
        first: latencyOf(first),
        again: latencyOf(again),
      }
    } finally {
      await lakeside.stop()
    }
  },
}

/** Waits until the processes that work for editors have ended: after five minutes without an editor. */
async function untilAlone(pid: number, say: (line: string) => void): Promise<void> {
  say('waiting for the processes of editors to rest')
  const end = Date.now() + 10 * 60_000
  while (countChildren(pid) > 0) {
    if (Date.now() > end) throw new BenchError('the processes that work for editors did not rest within ten minutes')
    await setTimeout(1_000)
  }
}

/** Copies of the sample's longest article, each with an id, a slug and a title of its own, published by the real client. Answers the slugs. */
async function writeArticles(editor: SanityClient, count: number): Promise<string[]> {
  const model = stored.parse(await editor.getDocument('article-whether-chatgpt-is-open-source-is-controversial'))
  const { _rev, _createdAt, _updatedAt, ...content } = model
  const slugs = Array.from({ length: count }, (_, at) => `bench-${at + 1}`)
  for (let at = 0; at < count; at += 50) {
    const transaction = editor.transaction()
    for (const slug of slugs.slice(at, at + 50))
      transaction.create({
        ...content,
        _id: `article-${slug}`,
        title: `${model.title}（${slug}）`,
        slug: { ...model.slug, current: slug },
      })
    await transaction.commit()
  }
  return slugs
}

async function askFor(url: string, encoding: Encoding, agent = newAgent()): Promise<number> {
  const begun = performance.now()
  const { status } = await ask(url, encoding, agent)
  if (status !== 200) throw new BenchError(`${url} answered ${status}`)
  return performance.now() - begun
}

async function askForAll(urls: readonly string[], encoding: Encoding): Promise<number[]> {
  const agent = newAgent()
  const times: number[] = []
  for (const url of urls) times.push(await askFor(url, encoding, agent))
  agent.destroy()
  return times
}
