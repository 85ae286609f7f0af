import type { SharpOptions } from 'sharp'
import type { SourceFormat } from './image-plan.ts'
import { mostDrawnPixels, mostJpegPixels, mostPixels } from './picture-limits.ts'

/** How a file is decoded. */
export function readingOf(format: SourceFormat): SharpOptions {
  return {
    limitInputPixels: mostPixelsOf(format),
    sequentialRead: true,
    // A photo whose last bytes are missing is shown by every browser, its end grey. An editor who sees it in the Studio decides; a refusal would
    // say less than the picture does. What has no header, or no pixel at all, still fails.
    failOn: 'none',
  }
}

export function mostPixelsOf(format: SourceFormat): number {
  if (format === 'jpg') return mostJpegPixels
  return format === 'svg' ? mostDrawnPixels * 1.1 : mostPixels // dots per inch are rounded
}

/** Vector drawings are drawn at 72 dots an inch unless told otherwise; more dots make them sharp when they are enlarged. */
export const baseDensity = 72
const mostDensity = 2400
/** The longest side that a drawing may have, in pixels. */
const longestDrawnSide = 32_000

/** How many times its own size a drawing is drawn at most. */
export function largestScale({ width, height }: { width: number; height: number }): number {
  return Math.min(
    mostDensity / baseDensity,
    Math.sqrt(mostDrawnPixels / (width * height)),
    longestDrawnSide / Math.max(width, height),
  )
}
