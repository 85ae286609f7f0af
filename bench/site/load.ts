import { z } from 'zod'
import { ask, textOf } from './ask.ts'
import type { Contender } from './contender.ts'
import { latency, latencyOf, spread, spreadOf } from './figures.ts'
import { firstBytes } from './first-byte.ts'
import { BenchError, residentMegabytes } from './machine.ts'
import type { Part } from './part.ts'
import { fetchArticle, serveLakeside } from './serve-lakeside.ts'
import { serveNext } from './serve-next.ts'
import { serveNginx } from './serve-nginx.ts'
import { wrk, type Load } from './wrk.ts'

const connections = 16

const rounds = z.object({ perSecond: spread, p50: spread, p99: spread, failed: z.number() })
const contenderResult = z.object({
  name: z.string(),
  /** Bytes of one answer's body, as sent. */
  bytes: z.object({ plain: z.number(), gzip: z.number() }),
  gzip: rounds,
  plain: rounds,
  firstByte: latency,
  memory: z.object({ before: z.number(), after: z.number() }),
})
export const loadResult = z.object({
  connections: z.number(),
  seconds: z.number(),
  rounds: z.number(),
  contenders: z.array(contenderResult),
})

/**
 * Lakeside, nginx and a bare Next project with the same article in one run: each in turn, round after round, so that a busy moment
 * of the machine falls on all of them.
 */
export const load: Part<typeof loadResult> = {
  name: 'load',
  result: loadResult,
  tools: ['wrk', 'nginx', 'taskset'],
  measure: async ({ folder, quick, say }) => {
    const seconds = quick ? 1 : 5
    const count = quick ? 2 : 7
    const running: Contender[] = []
    try {
      const lakeside = await serveLakeside(`${folder}/data`)
      running.push(lakeside)
      const article = await fetchArticle(lakeside)
      running.push(await serveNginx(folder, article))
      say('building the bare Next project')
      running.push(await serveNext(folder, article))
      const measured = []
      for (const contender of running)
        measured.push({
          contender,
          bytes: await checkBytes(contender, article.html),
          before: residentMegabytes(contender.pid),
          gzip: new Array<Load>(),
          plain: new Array<Load>(),
          first: new Array<number>(),
        })
      // Every engine gets the time to compile what it runs often; nginx needs none.
      for (const { contender } of measured)
        for (const encoding of ['gzip', 'identity'] as const)
          await wrk(contender.url, { seconds, connections, encoding })
      for (let round = 1; round <= count; round += 1) {
        say(`round ${round} of ${count}`)
        for (const { contender, gzip, plain, first } of measured) {
          gzip.push(await wrk(contender.url, { seconds, connections, encoding: 'gzip' }))
          plain.push(await wrk(contender.url, { seconds, connections, encoding: 'identity' }))
          first.push(...(await firstBytes(contender.url, quick ? 20 : 300)))
        }
      }
      const contenders = measured.map(({ contender, bytes, before, gzip, plain, first }) => ({
        name: contender.name,
        bytes,
        gzip: roundsOf(gzip),
        plain: roundsOf(plain),
        firstByte: latencyOf(first),
        memory: { before, after: residentMegabytes(contender.pid) },
      }))
      return { connections, seconds, rounds: count, contenders }
    } finally {
      await Promise.all(running.map(({ stop }) => stop()))
    }
  },
}

const roundsOf = (loads: readonly Load[]) => ({
  perSecond: spreadOf(loads.map((each) => each.perSecond)),
  p50: spreadOf(loads.map((each) => each.p50)),
  p99: spreadOf(loads.map((each) => each.p99)),
  failed: loads.reduce((sum, each) => sum + each.failed, 0),
})

/** What is compared must be the same: the very bytes, and compressed when asked. Next puts the same body into a document of its own. */
async function checkBytes({ name, url }: Contender, html: Buffer): Promise<{ plain: number; gzip: number }> {
  const [plain, gzip] = [await ask(url, 'identity'), await ask(url, 'gzip')]
  const isSame = name === 'Next' ? plain.body.includes('<article') : plain.body.equals(html)
  if (!isSame || gzip.headers['content-encoding'] !== 'gzip' || textOf(gzip) !== plain.body.toString('utf8'))
    throw new BenchError(`${name} does not send the article`)
  return { plain: plain.body.length, gzip: gzip.body.length }
}
