import { badRequest } from '../http/answer.ts'
import type { Rect } from './image-params.ts'

/** The widths that are made for anybody; every other wish is snapped up to one of them. */
export const openWidths = [96, 192, 320, 480, 640, 800, 1040, 1280, 1600, 2000] as const
export const largestOpen = 2000
/** Pixels of the largest picture that is made for anybody. AVIF of this size takes about three seconds. */
export const mostOpenPixels = 8_000_000

const qualities = [40, 60, 75, 90]
const blurs = [0, 10, 25, 50, 100, 250, 500, 1000, 2000]
const sharpenings = [0, 10, 25, 50, 100]
const saturations = [-100, -50, -25, 0, 25, 50, 100]

type Effects = { q: number; blur: number; sharp: number; sat: number }

/** A stranger's wishes brought to a few values, so that one picture can't be asked for in a thousand ways that look alike. */
export function snapEffects<P extends Effects>(params: P): P {
  return {
    ...params,
    q: snapUp(params.q, qualities),
    blur: snapUp(params.blur, blurs),
    sharp: snapUp(params.sharp, sharpenings),
    sat: snapUp(params.sat, saturations),
  }
}

export function snapUp(value: number, steps: readonly number[]): number {
  return steps.find((step) => step >= value) ?? steps.at(-1) ?? value
}

/** Pixels by which crops that two programs compute may differ. */
const slack = 2

/**
 * What of a wanted part strangers may see.
 * @param parts what published documents show of the picture; `null` when one of them shows the whole, or none shows it.
 * @throws LakeError 400 when nothing of the wanted part is shown.
 */
export function withinShown(area: Rect, parts: readonly Rect[] | null): Rect {
  if (parts === null) return area
  if (parts.some((part) => covers(part, area))) return area
  const [best] = parts.map((part) => overlap(part, area)).toSorted((a, b) => pixels(b) - pixels(a))
  if (!best || pixels(best) === 0) throw badRequest('This part of the picture is not public.')
  return best
}

function covers(part: Rect, area: Rect): boolean {
  return (
    area.left >= part.left - slack &&
    area.top >= part.top - slack &&
    area.left + area.width <= part.left + part.width + slack &&
    area.top + area.height <= part.top + part.height + slack
  )
}

function overlap(a: Rect, b: Rect): Rect {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  const width = Math.max(0, Math.min(a.left + a.width, b.left + b.width) - left)
  const height = Math.max(0, Math.min(a.top + a.height, b.top + b.height) - top)
  return { left, top, width, height }
}

const pixels = ({ width, height }: Rect): number => width * height
