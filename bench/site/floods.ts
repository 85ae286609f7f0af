import type { Agent } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import { authorsPath } from '#lib/links/paths.ts'
import { ask } from './ask.ts'
import { publish } from './edits.ts'
import { latency, latencyOf } from './figures.ts'
import { pages } from './pages.ts'
import type { Lakeside } from './serve-lakeside.ts'
import { wrk } from './wrk.ts'

/** Made-up names below a path, asked for without a pause. wrk counts each connection's from one, and each flood has a path of its own: few are asked for twice. */
type Flood = { name: string; below: string; connections: number }

export const floods: readonly Flood[] = [
  { name: 'unknown paths, 60 connections', below: '/zh-TW/academy/research-analysis', connections: 60 },
  { name: 'unknown paths, 300 connections', below: '/zh-TW/academy/market', connections: 300 },
  { name: 'unknown built files, 300 connections', below: '/_next/static/chunks', connections: 300 },
  { name: 'doors of draft mode, 200 connections', below: '/api/preview-link', connections: 200 },
  { name: 'paths of the Studio, 200 connections', below: '/studio', connections: 200 },
]

export const renewedResult = z.object({
  /** From the answer to a publish to the whole page, for the pages that the publish dropped. */
  fresh: latency,
  /** Of these, how many were not answered with the page. */
  failed: z.number(),
})

/**
 * Floods the server for so many seconds; from the asking core, as is everything that asks.
 * @returns what was sent, in a sentence's end.
 */
export async function flood({ origin }: Lakeside, { below, connections }: Flood, seconds: number): Promise<string> {
  const { perSecond, failed } = await wrk(`${origin}${below}`, {
    seconds,
    connections,
    encoding: 'gzip',
    paths: 'name',
  })
  return `\`${below}/…\` with another name each time, on ${connections} connections for ${seconds} s: ${Math.round(perSecond)} answers/s, ${failed} of them no page`
}

/** Publishes once a second, until `until` resolves, and asks at once for three pages that have to be made again. */
export async function publishAndRead(
  { origin }: Lakeside,
  editor: SanityClient,
  agent: Agent,
  until: Promise<unknown>,
): Promise<z.infer<typeof renewedResult>> {
  const times: number[] = []
  let failed = 0
  const over = new AbortController()
  void until.finally(() => over.abort())
  const read = async (path: string) => {
    const begun = performance.now()
    const status = await ask(`${origin}${path}`, 'gzip', agent).then(
      (answer) => answer.status,
      () => 0,
    )
    times.push(performance.now() - begun)
    if (status !== 200) failed += 1
  }
  for (let number = 1; !over.signal.aborted; number += 1) {
    await publish(editor, number % 2 === 0 ? 'article' : 'settings', number)
    await Promise.all([pages.article, pages.front, authorsPath('zh-TW')].map(read))
    await wait(1000)
  }
  return { fresh: latencyOf(times), failed }
}
