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
