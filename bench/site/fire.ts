import { once } from 'node:events'
import type { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { z } from 'zod'
import { ask, newAgent } from './ask.ts'
import { latency, latencyOf } from './figures.ts'
import { flood, floods, publishAndRead, renewedResult } from './floods.ts'
import { floodLake, lakeFloods, workedResult, workOn } from './lake-floods.ts'
import { BenchError, residentMegabytes } from './machine.ts'
import type { Part } from './part.ts'
import { editorOf, serveLakeside, type Lakeside } from './serve-lakeside.ts'
import { askSteadily } from './steady.ts'
import { wrk } from './wrk.ts'

const underFire = z.object({
  name: z.string(),
  /** What was done to the server, in a sentence's end, for the report. */
  sent: z.string(),
  /** The normal reader's milliseconds, and how often it was not answered with the page. */
  reader: latency,
  failed: z.number(),
  /** Where something was published each second meanwhile: the pages that had to be made again. */
  renewed: renewedResult.optional(),
  /** Where the lake was flooded: what a normal editor waited meanwhile. */
  worked: workedResult.optional(),
  resident: z.number(),
})
export const fireResult = z.object({ rate: z.number(), each: z.array(underFire) })

/** How often a second the normal reader asks for the article. */
const rate = 50

/** A normal reader's waiting while others do what they should not. */
export const fire: Part<typeof fireResult> = {
  name: 'fire',
  result: fireResult,
  tools: ['wrk', 'taskset'],
  measure: async ({ folder, quick, say }) => {
    const seconds = quick ? 2 : 15
    const lakeside = await serveLakeside(`${folder}/data`)
    const agent = newAgent()
    const editor = await editorOf(lakeside.dataFolder, `${lakeside.origin}/lake`)
    const beside = async (name: string, fireOn: () => Promise<string>) => {
      say(name)
      const fired = fireOn()
      const { times, failures } = await askSteadily(rate, fired, () => readArticle(lakeside, agent))
      return {
        name,
        sent: await fired,
        reader: latencyOf(times),
        failed: failures.length,
        resident: residentMegabytes(lakeside.pid),
      }
    }
    const whilePublishing = async (name: string, fireOn: () => Promise<string>) => {
      const fired = Promise.withResolvers<string>()
      const renewed = publishAndRead(lakeside, editor, agent, fired.promise)
      const result = await beside(name, () => {
        void fireOn().then(fired.resolve, fired.reject)
        return fired.promise
      })
      return { ...result, renewed: await renewed }
    }
    const whileEditing = async (name: string, fireOn: () => Promise<string>) => {
      const fired = Promise.withResolvers<string>()
      const worked = workOn(editor, fired.promise)
      const result = await beside(name, () => {
        void fireOn().then(fired.resolve, fired.reject)
        return fired.promise
      })
      return { ...result, worked: await worked }
    }
    const nothing = async () => {
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      return 'nothing'
    }
    try {
      for (let asked = 0; asked < 50; asked += 1) await readArticle(lakeside, agent)
      const flooded = []
      flooded.push(await whilePublishing('nobody else, a publish a second', nothing))
      for (const each of floods)
        flooded.push(await whilePublishing(`${each.name}, a publish a second`, () => flood(lakeside, each, seconds)))
      const onLake = [await whileEditing('nobody else, an editor at work', nothing)]
      for (const each of lakeFloods)
        onLake.push(
          await whileEditing(`${each.name}, an editor at work`, () => floodLake(lakeside, editor, each, seconds)),
        )
      return {
        rate,
        each: [
          await beside('nobody else', nothing),
          await beside('slow readers', () => readSlowly(lakeside, quick ? 50 : 1000, seconds)),
          await beside('unknown paths', () => askForUnknown(lakeside, quick ? 100 : 10_000)),
          await beside('query strings', async () => {
            const { perSecond, failed } = await wrk(lakeside.url, {
              seconds,
              connections: 16,
              encoding: 'gzip',
              paths: 'query',
            })
            return `the article with another query string each time, on 16 connections for ${seconds} s: ${Math.round(perSecond)} answers/s, ${failed} failed`
          }),
          ...flooded,
          ...onLake,
        ],
      }
    } finally {
      agent.destroy()
      await lakeside.stop()
    }
  },
}

async function readArticle({ url }: Lakeside, agent: Agent): Promise<void> {
  const { status } = await ask(url, 'gzip', agent)
  if (status !== 200) throw new BenchError(`answered ${status}`)
}

/**
 * Connections that ask for the plain article ten times without waiting and take 4 kB of the answers a second. One answer alone would
 * fit into the kernel's buffers, and the server would never notice that its reader is slow.
 */
async function readSlowly({ url }: Lakeside, count: number, seconds: number): Promise<string> {
  const { host, hostname, port, pathname } = new URL(url)
  const question = `GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\n\r\n`.repeat(10)
  const sockets: Socket[] = []
  let cut = 0
  for (let opened = 0; opened < count; opened += 1) {
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {}).once('close', () => (cut += 1))
    sockets.push(socket)
    await once(socket, 'connect')
    socket.pause()
    socket.write(question)
  }
  let taken = 0
  const sip = setInterval(() => {
    for (const socket of sockets) taken += socket.read(4096) === null ? 0 : 4096
  }, 1000)
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  clearInterval(sip)
  const still = count - cut
  for (const socket of sockets) socket.destroy()
  return `${count} connections that asked for the plain article ten times over and read ${Math.round(taken / 1024 / count / seconds)} kB/s each; ${still} of them still open after ${seconds} s`
}

/** As many different paths under the academy that lead nowhere, 16 at a time. */
async function askForUnknown({ origin }: Lakeside, count: number): Promise<string> {
  const agent = newAgent()
  let next = 0
  const statuses = new Map<number, number>()
  const askOn = async () => {
    while (next < count) {
      next += 1
      const { status } = await ask(`${origin}/zh-TW/academy/research-analysis/nowhere-${next}`, 'gzip', agent)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  const begun = Date.now()
  await Promise.all(Array.from({ length: 16 }, askOn))
  agent.destroy()
  const told = [...statuses].map(([status, times]) => `${status} ${times} times`).join(', ')
  return `${count} different paths that lead nowhere, 16 at a time, in ${((Date.now() - begun) / 1000).toFixed(1)} s: answered ${told}`
}
