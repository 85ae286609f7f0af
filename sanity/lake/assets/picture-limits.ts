/** What making one picture may cost. How the numbers were found stands in docs/decisions/027. */
export type PictureLimits = {
  /** Milliseconds for a rendition that a stranger asked for. */
  strangerTime: number
  /** Milliseconds for a rendition that a person or a token asked for, for an original without its metadata, and for reading an upload. */
  time: number
  /** Milliseconds for reading and drawing an uploaded SVG. Shorter than `strangerTime`: what was taken can be drawn for strangers later. */
  drawingTime: number
  /** Resident bytes of one picture process. */
  memory: number
  /** Milliseconds without work after which a picture process ends and gives its memory back. */
  idle: number
}

export const defaultPictureLimits: PictureLimits = {
  strangerTime: 10_000,
  time: 30_000,
  drawingTime: 7_000,
  memory: 1_500_000_000,
  idle: 20_000,
}

/** Processes that make pictures at once. */
export const picturePlaces = 2
/** Of these, for one owner. With two, one stranger could hold all of them. */
export const placesPerOwner = 1
export const mostWaiting = 200
/** A page of 20 pictures in 6 widths is 120. */
export const mostWaitingPerOwner = 130
/** Milliseconds that a reader's browser, and an editor's upload, wait for a place. */
export const patience = 45_000

/** A phone's largest photo has 200 million pixels. A JPEG is decoded line by line, at an eighth of its size if that is enough. */
export const mostJpegPixels = 250_000_000
/** All other kinds are decoded whole: four bytes a pixel. */
export const mostPixels = 100_000_000
/**
 * An SVG is drawn at this size at most, 2000 × 2000, and was drawn at this size when it was taken. At 16 million pixels a plain drop shadow
 * takes ten seconds.
 */
export const mostDrawnPixels = 4_000_000
/** A larger JPEG is written without passes: with them all of it is held in memory before its first byte is written. */
export const mostProgressivePixels = 16_000_000
/** All frames of a moving picture together. Beyond it the picture is shown by its first frame, as on the hosted lake. */
export const mostMovingPixels = 100_000_000
/** All frames of a moving rendition together. GIF is slow to write. A larger rendition is made smaller, and moves. */
export const mostMovingOutput = { webp: 25_000_000, gif: 8_000_000 } as const
/** A film of one minute has 1,800. */
export const mostFrames = 2_000
