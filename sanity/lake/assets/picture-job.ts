import type { ImagePlan, Source } from './image-plan.ts'
import type { Inspected } from './inspect.ts'
import type { Refusal } from './picture-refused.ts'
import type { Extract } from './upload-options.ts'

/** What a picture process is asked. */
export type PictureJob =
  | { kind: 'inspect'; path: string; extract: readonly Extract[] }
  /** Writes the picture to `to`. Without `to`, or when nothing can be written there, the answer holds its bytes. */
  | { kind: 'render'; path: string; source: Source; plan: ImagePlan; to: string | null }

/** What a picture process answers. */
export type PictureAnswer =
  | { kind: 'inspected'; image: Inspected }
  | { kind: 'written' }
  | { kind: 'bytes'; bytes: Uint8Array; reason: string | null }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'failed'; message: string }
  /** The process has grown over its limit and ends. */
  | { kind: 'memory' }

export type PictureOrder = { job: PictureJob; mostMemory: number }
