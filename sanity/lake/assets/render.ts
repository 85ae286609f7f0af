import { readFile } from 'node:fs/promises'
import sharp, { type ResizeOptions, type Sharp, type SharpOptions } from 'sharp'
import { cleanSvg } from './clean-svg.ts'
import { cutMetadata } from './cut-metadata.ts'
import type { ImagePlan, Source } from './image-plan.ts'
import { mostMovingOutput, mostMovingPixels, mostProgressivePixels } from './picture-limits.ts'
import { baseDensity, largestScale, readingOf } from './reading.ts'

/** Above this many pixels AVIF is made with the least effort: the next one takes four times as long and saves 2 %. */
const muchForAvif = 4_000_000

type Film = { frames: number; delay: number[]; loop: number }

/** Makes a picture as planned. Metadata (place, camera, author) is left out, and colours become sRGB. */
export async function renderImage(path: string, source: Source, plan: ImagePlan): Promise<Buffer> {
  if (plan.isPlain) {
    const plain = await plainBytes(path, source)
    if (plain) return plain
  }
  const film = plan.frames === 'all' && source.moves ? await filmOf(path, source) : null
  const made =
    film && (plan.format === 'gif' || plan.format === 'webp')
      ? shrinkFilm(plan, film, mostMovingOutput[plan.format])
      : plan
  const { picture, scale } = await open(path, source, made, film !== null)
  const cut = partOf(picture.autoOrient(), source, made, scale)
  const isTwoStep = made.blur > 0 || made.rotate !== 0 || (film !== null && (made.flip || made.sharpen > 0))
  const done = isTwoStep ? await inTwoSteps(cut, made, film) : finish(sized(cut, made, film), made)
  return encode(onPaper(done, made), made, film).toBuffer()
}

/** The original's own bytes without metadata, where the format is one whose blocks can be left out, and nothing has to be turned. */
async function plainBytes(path: string, source: Source): Promise<Buffer | null> {
  if (source.format === 'svg') return cleanSvg(await readFile(path))
  if (source.format !== 'png' && source.format !== 'gif' && source.format !== 'webp') return null
  const { orientation = 1 } = await sharp(path, readingOf(source.format)).metadata()
  return orientation === 1 ? cutMetadata(await readFile(path), source.format) : null
}

/** `null` for a picture of one frame, and for one whose frames together are over the limit. */
async function filmOf(path: string, { format }: Source): Promise<Film | null> {
  const { pages = 1, width, height, delay = [], loop = 0 } = await sharp(path, readingOf(format)).metadata()
  return pages < 2 || width * height * pages > mostMovingPixels ? null : { frames: pages, delay, loop }
}

/** The same plan with smaller frames when all of them would be over `most` pixels. */
function shrinkFilm(plan: ImagePlan, { frames }: Film, most: number): ImagePlan {
  const factor = Math.min(1, Math.sqrt(most / (plan.width * plan.height * frames)))
  const size = (side: number) => Math.max(1, Math.floor(side * factor))
  return { ...plan, width: size(plan.width), height: size(plan.height) }
}

async function open(
  path: string,
  source: Source,
  plan: ImagePlan,
  isFilm: boolean,
): Promise<{ picture: Sharp; scale: number }> {
  const reading: SharpOptions = { ...readingOf(source.format), animated: isFilm }
  if (source.format !== 'svg') return { picture: sharp(path, reading), scale: 1 }
  const wanted = Math.max(plan.width / plan.rect.width, plan.height / plan.rect.height, 1)
  const scale = Math.min(wanted, largestScale(source))
  // From memory: a drawing read from its place could show the files beside it.
  return { picture: sharp(await readFile(path), { ...reading, density: baseDensity * scale }), scale }
}

function partOf(picture: Sharp, source: Source, { rect }: ImagePlan, scale: number): Sharp {
  if (rect.left === 0 && rect.top === 0 && rect.width === source.width && rect.height === source.height) return picture
  const scaled = (length: number) => Math.round(length * scale)
  // Rounding may not lead out of the drawing.
  const left = Math.min(scaled(rect.left), Math.max(0, scaled(source.width) - 1))
  const top = Math.min(scaled(rect.top), Math.max(0, scaled(source.height) - 1))
  const width = Math.max(1, Math.min(scaled(rect.width), scaled(source.width) - left))
  const height = Math.max(1, Math.min(scaled(rect.height), scaled(source.height) - top))
  return picture.extract({ left, top, width, height })
}

function sized(picture: Sharp, plan: ImagePlan, film: Film | null): Sharp {
  return picture.resize({ width: plan.width, height: plan.height, ...resizing(plan, film) })
}

function resizing(plan: ImagePlan, film: Film | null): ResizeOptions {
  // Each frame would be cut at another place: a moving picture is cut at its middle.
  if (plan.fit === 'entropy') return { fit: 'cover', position: film ? 'centre' : 'entropy' }
  if (plan.fit === 'pad') return { fit: 'contain', background: plan.background ?? { r: 255, g: 255, b: 255, alpha: 0 } }
  return { fit: 'fill' }
}

/** What concerns each pixel alone, and what is done with the whole of a picture that does not move. */
function finish(picture: Sharp, plan: ImagePlan): Sharp {
  let work = picture
  if (plan.flip) work = work.flip()
  if (plan.flop) work = work.flop()
  if (plan.invert) work = work.negate({ alpha: false })
  if (plan.saturation !== 0) work = work.modulate({ saturation: Math.max(0.01, 1 + plan.saturation / 100) })
  if (plan.sharpen > 0) work = work.sharpen({ sigma: 0.5 + plan.sharpen / 50 })
  return work
}

/** Blurring and turning need a picture that is there as a whole; what looks at neighbouring pixels needs each frame by itself. */
async function inTwoSteps(cut: Sharp, plan: ImagePlan, film: Film | null): Promise<Sharp> {
  const { data, info } = await sized(cut, plan, film)
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const frames = film?.frames ?? 1
  const height = info.height / frames
  const bytes = info.width * height * info.channels
  const raw = { width: info.width, height, channels: info.channels }
  const done: Sharp[] = []
  for (let at = 0; at < frames; at += 1) {
    const frame = sharp(data.subarray(at * bytes, (at + 1) * bytes), { raw })
    const blurred = plan.blur > 0 ? await blur(frame, plan) : frame
    const finished = finish(blurred, plan)
    done.push(plan.rotate === 0 ? finished : (await again(finished)).rotate(plan.rotate))
  }
  const [only] = done
  if (only && done.length === 1) return only
  return sharp(await Promise.all(done.map((frame) => frame.png({ compressionLevel: 0 }).toBuffer())), {
    join: { animated: true },
  })
}

/**
 * A Gaussian blur of a wide radius costs as much as the radius is wide. On a small copy the same blur has a narrow one, and what is
 * enlarged afterwards has no detail to lose. The radius is bounded by the picture: beyond, there is one colour left.
 */
async function blur(frame: Sharp, { blur, width, height }: ImagePlan): Promise<Sharp> {
  const sigma = Math.max(0.3, Math.min(blur / 4, Math.max(width, height) / 4))
  const factor = Math.max(1, sigma / 2)
  if (factor === 1) return again(frame.blur(sigma))
  const small = { width: Math.max(1, Math.round(width / factor)), height: Math.max(1, Math.round(height / factor)) }
  const blurred = await again((await again(frame.resize({ ...small, fit: 'fill' }))).blur(2))
  return again(blurred.resize({ width, height, fit: 'fill', kernel: 'cubic' }))
}

/** The pixels as they are after all that was asked so far: sharp has an order of its own within one pipeline. */
async function again(picture: Sharp): Promise<Sharp> {
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
}

function onPaper(picture: Sharp, { background, format }: ImagePlan): Sharp {
  if (background !== null) return picture.flatten({ background })
  return format === 'jpg' ? picture.flatten({ background: '#fff' }) : picture
}

function encode(picture: Sharp, plan: ImagePlan, film: Film | null): Sharp {
  const { quality, width, height } = plan
  const timing = film ? { loop: film.loop, ...(film.delay.length > 0 && { delay: film.delay }) } : {}
  switch (plan.format) {
    case 'jpg':
      return picture.jpeg({ quality, progressive: width * height < mostProgressivePixels })
    case 'png':
    case 'svg':
      return picture.png({ compressionLevel: 8 })
    case 'webp':
      return picture.webp({ quality, effort: film ? 2 : 4, ...timing })
    case 'avif':
      // AVIF's scale is another: 50 looks as 75 does elsewhere.
      return picture.avif({
        quality: Math.max(1, Math.round(quality * 0.68)),
        effort: width * height > muchForAvif ? 0 : 2,
      })
    case 'gif':
      return picture.gif({ effort: film ? 1 : 4, ...timing })
    case 'tif':
      return picture.tiff({ compression: 'deflate' })
  }
}
