/** Why a picture is refused, with the numbers that the sentence needs. The Studio has its own sentence for each. */
export type Refusal =
  | { reason: 'unknownKind' | 'damaged' | 'undrawable' | 'tooMuchMemory' }
  | { reason: 'tooManyPixels'; width: number; height: number; megapixels: number; most: number }
  | { reason: 'tooManyFrames'; frames: number; most: number }
  | { reason: 'tooSlow' | 'drawingTooSlow'; seconds: number }

/** A picture that this lake does not take. Thrown in the picture process, and again in the lake's. */
export class PictureRefusedError extends Error {
  override name = 'PictureRefusedError'
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(sentenceOf(refusal))
    this.refusal = refusal
  }
}

function sentenceOf(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'unknownKind':
      return 'This is no picture of a kind that the lake takes: JPEG, PNG, WebP, AVIF, GIF, SVG or TIFF. Convert it (HEIC photos to JPEG) and upload it again.'
    case 'damaged':
      return "The picture can't be decoded: the file is damaged. Open it in an image program, save it again, and upload that."
    case 'undrawable':
      return "The SVG can't be drawn: it is not valid, nested too deeply, or longer than 32,767 pixels. Export it again, or as PNG, and upload that."
    case 'tooManyPixels':
      return `The picture has ${refusal.megapixels} million pixels (${refusal.width} × ${refusal.height}); ${refusal.most} million are the most for its kind. Make it smaller and upload it again.`
    case 'tooManyFrames':
      return `The picture has ${refusal.frames} frames; ${refusal.most} are the most. Shorten it, or upload it as a video file.`
    case 'tooSlow':
      return `The picture takes longer than ${refusal.seconds} seconds to decode. Make it smaller and upload it again.`
    case 'drawingTooSlow':
      return `The SVG takes longer than ${refusal.seconds} seconds to draw. Simplify it (filters, long texts, very many paths), or export it as PNG, and upload that.`
    case 'tooMuchMemory':
      return 'The picture takes too much memory to decode. Make it smaller, or export it as PNG or JPEG, and upload it again.'
  }
}
