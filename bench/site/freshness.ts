import { performance } from 'node:perf_hooks'
import type { Agent } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { ask, newAgent, textOf, type Encoding } from './ask.ts'
import { edited, marksIn, olderThan, publish, type Edited } from './edits.ts'
import { latency, latencyOf } from './figures.ts'
import { BenchError } from './machine.ts'
import { allPaths, pages } from './pages.ts'
import type { Part } from './part.ts'
import { editorOf, serveLakeside } from './serve-lakeside.ts'
import { askSteadily } from './steady.ts'

export const freshnessResult = z.object({
  rate: z.number(),
  edits: z.number(),
  answers: z.number(),
  /** Answers that were not 200 or broke off. */
  failed: z.number(),
  /** Answers to questions begun after a publish was answered that hold words older than it: from whose document, how often. */
  older: z.record(z.string(), z.number()),
  olderInAll: z.number(),
  /** Milliseconds from the answer to a publish to the whole first page with its words. */
  fresh: latency,
  latency,
})

const encodings: readonly Encoding[] = ['gzip', 'br', 'identity']

/** Readers come at a steady rate, answered or not, while editors publish. One process asks and edits, so before and after are an order and no clocks. */
export const freshness: Part<typeof freshnessResult> = {
  name: 'freshness',
  result: freshnessResult,
  tools: ['taskset'],
  measure: async ({ folder, quick, say }) => {
    const rate = quick ? 50 : 1000
    const edits = quick ? 5 : 50
    const pause = quick ? 200 : 400
    const lakeside = await serveLakeside(`${folder}/data`)
    const agent = newAgent()
    try {
      const editor = await editorOf(lakeside.dataFolder, `${lakeside.origin}/lake`)
      const published = new Map<Edited, number>()
      for (const path of await allPaths(lakeside.origin)) await ask(`${lakeside.origin}${path}`, 'gzip', agent) // a site that readers are on has made its pages before
      for (const kind of edited) await publish(editor, kind, 0).then(() => published.set(kind, 0))
      const asked = await Promise.all(
        Object.values(pages).map(async (path) => ({
          url: `${lakeside.origin}${path}`,
          shows: [...(await look(`${lakeside.origin}${path}`, 'identity', agent)).keys()],
        })),
      )
      for (const kind of edited)
        if (!asked.some(({ shows }) => shows.includes(kind))) throw new BenchError(`no page shows the ${kind}`)

      const older: Partial<Record<Edited, number>> = {}
      const read = async (number: number) => {
        const at = asked[number % asked.length]
        const encoding = encodings[Math.floor(number / asked.length) % encodings.length]
        if (!at || !encoding) return
        const floor = new Map(published)
        const marks = await look(at.url, encoding, agent)
        for (const kind of olderThan(floor, marks, at.shows)) older[kind] = (older[kind] ?? 0) + 1
      }

      const fresh: number[] = []
      const editAll = async () => {
        await wait(pause)
        for (let number = 1; number <= edits; number += 1) {
          const kind = edited[number % edited.length]
          const showing = asked.filter(({ shows }) => kind && shows.includes(kind))
          const at = showing[number % showing.length]
          if (!kind || !at) continue
          await publish(editor, kind, number)
          published.set(kind, number)
          const begun = performance.now()
          while (((await look(at.url, 'gzip', agent)).get(kind) ?? -1) < number) older[kind] = (older[kind] ?? 0) + 1
          fresh.push(performance.now() - begun)
          await wait(pause)
        }
      }

      say(`${rate} questions a second, ${edits} edits`)
      const { times, failures } = await askSteadily(rate, editAll(), read)
      if (failures.length > 0) say(`failed: ${[...new Set(failures)].slice(0, 3).join('; ')}`)
      return {
        rate,
        edits,
        answers: times.length,
        failed: failures.length,
        older,
        olderInAll: Object.values(older).reduce((sum, each) => sum + each, 0),
        fresh: latencyOf(fresh),
        latency: latencyOf(times),
      }
    } finally {
      agent.destroy()
      await lakeside.stop()
    }
  },
}

async function look(url: string, encoding: Encoding, agent: Agent): Promise<ReadonlyMap<Edited, number>> {
  const answer = await ask(url, encoding, agent)
  if (answer.status !== 200) throw new BenchError(`${url} answered ${answer.status}`)
  return marksIn(textOf(answer))
}
