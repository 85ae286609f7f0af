import { open } from 'node:fs/promises'
import type { Inspected } from './inspect.ts'
import type { PictureAnswer, PictureJob } from './picture-job.ts'
import { PictureRefusedError } from './picture-refused.ts'
import type { PictureLimits } from './picture-limits.ts'
import { type PicturePool, PictureStoppedError } from './picture-pool.ts'
import type { Extract } from './upload-options.ts'

type RenderJob = Omit<RenderOf<PictureJob>, 'kind'>
type RenderOf<Job> = Job extends { kind: 'render' } ? Job : never

export type PictureMaker = {
  /** `null` when the picture was written to `to`. Throws PictureRefusedError, PictureStoppedError, PictureFailedError, or the signal's reason. */
  render(
    job: RenderJob,
    limits: { time: number; signal: AbortSignal },
  ): Promise<{ bytes: Uint8Array; reason: string } | null>
  /** Throws PictureRefusedError with the reason in words, also for a picture that takes too long, or the signal's reason. */
  inspect(path: string, extract: readonly Extract[], signal: AbortSignal): Promise<Inspected>
}

/** The picture process tried, and its decoder or encoder could not. */
export class PictureFailedError extends Error {
  override name = 'PictureFailedError'
}

export function createPictureMaker(pool: PicturePool, limits: PictureLimits): PictureMaker {
  const run = async (job: PictureJob, limits: { time: number; signal: AbortSignal }): Promise<PictureAnswer> => {
    const answer = await pool.run(job, limits)
    if (answer.kind === 'refused') throw new PictureRefusedError(answer.refusal)
    if (answer.kind === 'failed') throw new PictureFailedError(answer.message)
    return answer
  }

  const render: PictureMaker['render'] = async (job, limits) => {
    try {
      const answer = await run({ kind: 'render', ...job }, limits)
      return answer.kind === 'bytes' ? { bytes: answer.bytes, reason: answer.reason ?? '' } : null
    } catch (error) {
      const isTooMuch = error instanceof PictureStoppedError && (error.reason === 'time' || error.reason === 'memory')
      // A still is better than a broken picture.
      if (isTooMuch && job.plan.frames === 'all' && job.source.moves)
        return render({ ...job, plan: { ...job.plan, isPlain: false, frames: 'first' } }, limits)
      throw error
    }
  }

  return {
    render,
    async inspect(path, extract, signal) {
      const isPhoto = await isRaster(path)
      const time = isPhoto ? limits.time : limits.drawingTime
      try {
        const answer = await run({ kind: 'inspect', path, extract }, { time, signal })
        if (answer.kind === 'inspected') return answer.image
        throw new Error(`A picture process answered ${answer.kind} to an inspection.`)
      } catch (error) {
        if (!(error instanceof PictureStoppedError)) throw error
        if (error.reason === 'time')
          throw new PictureRefusedError({
            reason: isPhoto ? 'tooSlow' : 'drawingTooSlow',
            seconds: Math.round(time / 1000),
          })
        if (error.reason === 'memory') throw new PictureRefusedError({ reason: 'tooMuchMemory' })
        // A decoder that brings its process down was given something broken.
        throw error.reason === 'crash' ? new PictureRefusedError({ reason: 'damaged' }) : error
      }
    },
  }
}

/** Whether a file begins like a picture made of pixels. What does not is a drawing, or no picture. */
async function isRaster(path: string): Promise<boolean> {
  const head = await headOf(path)
  const begins = (text: string, at = 0) => head.toString('latin1', at, at + text.length) === text
  return (
    begins('\xff\xd8') ||
    begins('\x89PNG') ||
    begins('GIF8') ||
    begins('RIFF') ||
    begins('II') ||
    begins('MM') ||
    begins('ftyp', 4)
  )
}

/** The file may hold several frames. WebP says so in its first bytes; of a GIF it is found out when it is made. */
export async function mayMove(path: string, extension: string): Promise<boolean> {
  if (extension !== 'webp') return extension === 'gif'
  const head = await headOf(path)
  return head.toString('latin1', 12, 16) === 'VP8X' && ((head[20] ?? 0) & 2) !== 0
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
