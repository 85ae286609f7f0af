import sharp, { type ResizeOptions, type Sharp } from 'sharp'
import { mostInputPixels } from './inspect.ts'
import type { ImagePlan, Source } from './image-plan.ts'

/** Seconds after which the making of one picture is given up. */
const patience = 30
/** Vector drawings are drawn at 72 dots an inch unless told otherwise; more dots make them sharp when they are enlarged. */
const baseDensity = 72
const mostDensity = 2400

sharp.cache(false) // every picture is made once: what libvips would remember is never asked for again
sharp.concurrency(1) // two pictures at once are two threads, and the site keeps the rest

/** Makes a picture as planned and writes it to a file. Metadata (place, camera, author) is left out. */
export async function renderImage(from: string, source: Source, plan: ImagePlan, to: string): Promise<void> {
  const { picture, scale } = openSource(from, source, plan)
  let work = picture.autoOrient()
  const rect = plan.rect
  const isWhole = rect.left === 0 && rect.top === 0 && rect.width === source.width && rect.height === source.height
  if (!isWhole) {
    work = work.extract({
      left: Math.round(rect.left * scale),
      top: Math.round(rect.top * scale),
      width: Math.max(1, Math.round(rect.width * scale)),
      height: Math.max(1, Math.round(rect.height * scale)),
    })
  }
  work = work.resize({ width: plan.width, height: plan.height, ...resizing(plan) })
  if (plan.flip) work = work.flip()
  if (plan.flop) work = work.flop()
  if (plan.invert) work = work.negate({ alpha: false })
  if (plan.saturation !== 0) work = work.modulate({ saturation: Math.max(0.01, 1 + plan.saturation / 100) })
  if (plan.blur > 0) work = work.blur(Math.min(1000, Math.max(0.3, plan.blur / 4)))
  if (plan.sharpen > 0) work = work.sharpen({ sigma: 0.5 + plan.sharpen / 50 })
  if (plan.background !== null) work = work.flatten({ background: plan.background })
  else if (plan.format === 'jpg') work = work.flatten({ background: '#fff' })
  if (plan.rotate !== 0) work = sharp(await work.png({ compressionLevel: 1 }).toBuffer()).rotate(plan.rotate)
  await encode(work.timeout({ seconds: patience }), plan).toFile(to)
}

function openSource(from: string, source: Source, plan: ImagePlan): { picture: Sharp; scale: number } {
  const limits = { limitInputPixels: mostInputPixels, sequentialRead: true }
  if (source.format === 'svg') {
    const wanted = Math.max(plan.width / plan.rect.width, plan.height / plan.rect.height, 1)
    const fits = Math.sqrt(mostInputPixels / (source.width * source.height))
    const scale = Math.min(wanted, fits, mostDensity / baseDensity)
    return { picture: sharp(from, { ...limits, density: baseDensity * scale }), scale }
  }
  const moves = (source.format === 'gif' || source.format === 'webp') && (plan.format === 'gif' || plan.format === 'webp')
  const isWhole = plan.rect.width === source.width && plan.rect.height === source.height
  return { picture: sharp(from, { ...limits, animated: moves && isWhole && plan.fit === 'exact' && plan.rotate === 0 }), scale: 1 }
}

function resizing(plan: ImagePlan): ResizeOptions {
  if (plan.fit === 'entropy') return { fit: 'cover', position: 'entropy' }
  if (plan.fit === 'pad') return { fit: 'contain', background: plan.background ?? { r: 255, g: 255, b: 255, alpha: 0 } }
  return { fit: 'fill' }
}

function encode(picture: Sharp, { format, quality }: ImagePlan): Sharp {
  switch (format) {
    case 'jpg':
      return picture.jpeg({ quality, progressive: true })
    case 'png':
      return picture.png({ compressionLevel: 8 })
    case 'webp':
      return picture.webp({ quality, effort: 4 })
    case 'avif':
      // AVIF's scale is another: 50 looks as 75 does elsewhere. A higher effort costs seconds and saves a few per cent.
      return picture.avif({ quality: Math.max(1, Math.round(quality * 0.68)), effort: 2 })
    case 'gif':
      return picture.gif({ effort: 4 })
  }
}
