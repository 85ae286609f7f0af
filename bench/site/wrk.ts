import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import type { Encoding } from './ask.ts'
import { askingCore, BenchError } from './machine.ts'
import { benchFolder } from './work-folder.ts'

const sums = z.object({
  requests: z.number(),
  seconds: z.number(),
  p50: z.number(),
  p99: z.number(),
  max: z.number(),
  failed: z.number(),
})

/** Requests a second, latencies in milliseconds, and how many answers were not the page: other than 2xx or 3xx, or cut off. */
export type Load = { perSecond: number; p50: number; p99: number; max: number; failed: number }

/** Asks as fast as it is answered, on the asking core. Answers when `seconds` are over. Throws BenchError when wrk fails. */
export async function wrk(
  url: string,
  options: { seconds: number; connections: number; encoding: Encoding; paths?: 'query' | 'name' },
): Promise<Load> {
  const { seconds, connections, encoding, paths } = options
  const args = [
    '-c',
    askingCore,
    'wrk',
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '--timeout',
    '10s',
    '-s',
    `${benchFolder}/site/wrk.lua`,
    '-H',
    `accept-encoding: ${encoding}`,
    url,
  ]
  const child = spawn('taskset', args, {
    env: { ...process.env, ...(paths ? { LAKESIDE_BENCH_PATHS: paths } : {}) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  await once(child, 'close')
  const line = words.match(/^\{"requests".*\}$/m)?.[0]
  if (child.exitCode !== 0 || line === undefined) throw new BenchError(`wrk failed:\n${words}`)
  const { requests, seconds: taken, ...rest } = sums.parse(JSON.parse(line))
  return { perSecond: requests / taken, ...rest }
}
