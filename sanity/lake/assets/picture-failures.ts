import { LakeError } from '../engine/types.ts'
import { QueueRefusedError } from '../work/fair-queue.ts'
import { PictureRefusedError } from './picture-refused.ts'
import { PictureFailedError } from './picture-maker.ts'
import { PictureStoppedError } from './picture-pool.ts'

/** Seconds after which a picture that took too long may be asked for again. */
const retryAfter = 60

/** What a request is answered whose client is not there any more. Nobody reads it. */
export const clientLeft = (): LakeError =>
  new LakeError(499, { type: 'httpClientClosedRequest', description: 'The client has left.' })

/**
 * The answer for a failure. `isOfPicture`: the same picture would fail again, so it is not tried again for a while.
 * What is no failure of pictures is thrown.
 */
export function toLakeError(error: unknown): { error: LakeError; isOfPicture: boolean } {
  if (error instanceof LakeError) return { error, isOfPicture: false }
  if (error instanceof PictureRefusedError)
    return ofPicture(400, { type: 'pictureRefused', description: error.message, ...error.refusal })
  if (error instanceof PictureFailedError)
    return ofPicture(400, { type: 'httpBadRequest', description: "The picture can't be made like this." })
  if (error instanceof PictureStoppedError && error.reason !== 'closed') {
    return ofPicture(503, {
      type: 'httpServiceUnavailable',
      description: 'The picture takes too long, or too much memory, to make.',
      retryAfter,
    })
  }
  if (error instanceof QueueRefusedError && error.reason === 'share') {
    return {
      error: new LakeError(429, {
        type: 'tooManyRequests',
        description: 'Too many pictures wait for this address or account. Try again in a moment.',
        retryAfter: 5,
      }),
      isOfPicture: false,
    }
  }
  if (error instanceof QueueRefusedError || error instanceof PictureStoppedError) {
    return {
      error: new LakeError(503, {
        type: 'httpServiceUnavailable',
        description: 'Too many pictures are being made. Try again in a moment.',
        retryAfter: 5,
      }),
      isOfPicture: false,
    }
  }
  throw error
}

function ofPicture(status: number, detail: LakeError['detail']): { error: LakeError; isOfPicture: boolean } {
  return { error: new LakeError(status, detail), isOfPicture: true }
}
