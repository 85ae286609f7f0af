import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { ask, newAgent, textOf } from './ask.ts'
import { marksIn, publish } from './edits.ts'
import { latency, latencyOf } from './figures.ts'
import type { Part } from './part.ts'
import { editorOf, serveLake, serveLakeside, tokenFor, type Lakeside } from './serve-lakeside.ts'

export const elsewhereResult = z.object({
  sites: z.number(),
  edits: z.number(),
  /** Milliseconds until a site's article has the new words: since the publish was sent, and since the editor was answered. The event lies between. */
  sinceSent: latency,
  sinceAnswered: latency,
})

/** A lake in a process of its own and two sites in front of it: how long each shows older words after a publish. */
export const elsewhere: Part<typeof elsewhereResult> = {
  name: 'elsewhere',
  result: elsewhereResult,
  tools: ['taskset'],
  measure: async ({ folder, quick, say }) => {
    const edits = quick ? 3 : 50
    const running: Lakeside[] = []
    const agent = newAgent()
    try {
      const lake = await serveLake(`${folder}/lake`)
      running.push(lake)
      const lakeAddress = `${lake.origin}/lake`
      const editor = await editorOf(lake.dataFolder, lakeAddress)
      const elsewhereSettings = {
        SANITY_API_HOST: lakeAddress,
        SANITY_READ_TOKEN: await tokenFor(lake.dataFolder, 'viewer'),
      }
      const sites: Lakeside[] = []
      for (const name of ['one', 'two']) {
        const site = await serveLakeside(`${folder}/${name}`, elsewhereSettings)
        running.push(site)
        sites.push(site)
      }
      const shows = async (site: Lakeside) => marksIn(textOf(await ask(site.url, 'gzip', agent))).get('article') ?? -1
      await publish(editor, 'article', 0)
      for (const site of sites) while ((await shows(site)) !== 0) await wait(20)

      say(`${edits} edits, ${sites.length} sites`)
      const sinceSent: number[] = []
      const sinceAnswered: number[] = []
      for (let number = 1; number <= edits; number += 1) {
        const sent = performance.now()
        await publish(editor, 'article', number)
        const answered = performance.now()
        await Promise.all(
          sites.map(async (site) => {
            while ((await shows(site)) < number) await wait(2)
            sinceSent.push(performance.now() - sent)
            sinceAnswered.push(performance.now() - answered)
          }),
        )
        await wait(100)
      }
      return { sites: sites.length, edits, sinceSent: latencyOf(sinceSent), sinceAnswered: latencyOf(sinceAnswered) }
    } finally {
      agent.destroy()
      for (const each of running.toReversed()) await each.stop()
    }
  },
}
