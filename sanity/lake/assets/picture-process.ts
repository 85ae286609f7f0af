import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'
import { inspectImage } from './inspect.ts'
import type { PictureAnswer, PictureOrder } from './picture-job.ts'
import { PictureRefusedError } from './picture-refused.ts'
import { renderImage } from './render.ts'

/** Milliseconds between two looks at the process's own memory. Decoders fill some hundred megabytes in this time. */
const LOOK_EVERY = 25

sharp.cache(false) // every picture is made once: what libvips would remember is never asked for again
sharp.concurrency(1) // two processes are two threads, and the site keeps the rest

const end = () => process.kill(process.pid, 'SIGKILL') // `exit` would wait for decoders that are still at work

// The lake has ended, also by kill -9: nobody is left to stop what runs here.
process.on('disconnect', end)
if (!process.connected) end()
// Ctrl-C goes to all processes of a terminal. The lake finishes what was asked, and needs this one for it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
process.on('message', (order: PictureOrder) => void obey(order))
// When memory is short Linux ends a picture's process and not the lake's. Other systems have no such file.
await writeFile('/proc/self/oom_score_adj', '1000').catch(() => {})

async function obey({ job, mostMemory }: PictureOrder): Promise<void> {
  // A limit of the address space (ulimit -v) would stop V8, which reserves gigabytes that it never uses. What counts is resident memory, on every system.
  const endWhenTooLarge = () => {
    const isTooLarge = process.memoryUsage.rss() > mostMemory
    if (isTooLarge) process.send?.({ kind: 'memory' } satisfies PictureAnswer, end)
    return isTooLarge
  }
  const watch = setInterval(endWhenTooLarge, LOOK_EVERY)
  const answer = await answerOf(job)
  clearInterval(watch)
  if (!endWhenTooLarge()) process.send?.(answer)
}

async function answerOf(job: PictureOrder['job']): Promise<PictureAnswer> {
  try {
    if (job.kind === 'inspect') return { kind: 'inspected', image: await inspectImage(job.path, job.extract) }
    const bytes = await renderImage(job.path, job.source, job.plan)
    return job.to === null ? { kind: 'bytes', bytes, reason: null } : await keep(bytes, job.to)
  } catch (error) {
    if (error instanceof PictureRefusedError) return { kind: 'refused', refusal: error.refusal }
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** A full disk is no reason for a broken picture: it is sent without being kept. */
async function keep(bytes: Buffer, to: string): Promise<PictureAnswer> {
  try {
    await writeFile(to, bytes, { flag: 'wx' })
    return { kind: 'written' }
  } catch (error) {
    return { kind: 'bytes', bytes, reason: error instanceof Error ? error.message : String(error) }
  }
}
