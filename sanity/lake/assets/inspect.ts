import { readFile } from 'node:fs/promises'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { describeColours, type Palette } from './colours.ts'
import { readExif } from './exif.ts'
import type { SourceFormat } from './image-plan.ts'
import { PictureRefusedError } from './picture-refused.ts'
import { mostDrawnPixels, mostFrames } from './picture-limits.ts'
import { baseDensity, largestScale, mostPixelsOf, readingOf } from './reading.ts'
import type { Extract } from './upload-options.ts'

export type Inspected = {
  format: SourceFormat
  /** After EXIF rotation. */
  width: number
  height: number
  hasAlpha: boolean
  isOpaque: boolean
  /** What was asked for and is there, by the names of the asset document. */
  metadata: {
    lqip?: string
    blurHash?: string
    thumbHash?: string
    palette?: Palette
    exif?: Record<string, unknown>
    image?: Record<string, unknown>
    location?: Record<string, unknown>
  }
}

const formats: Readonly<Record<string, SourceFormat>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  tiff: 'tif',
  svg: 'svg',
}

/**
 * Finds out about an uploaded picture, and that it can be decoded.
 * @throws PictureRefusedError when it is none, of an unknown kind, damaged, or over a limit.
 */
export async function inspectImage(path: string, extract: readonly Extract[]): Promise<Inspected> {
  const found = await sharp(path, { limitInputPixels: false, failOn: 'none' })
    .metadata()
    .catch(async () => refuse((await isText(path)) ? 'undrawable' : 'unknownKind'))
  const format = found.format === 'heif' && found.compression === 'av1' ? 'avif' : formats[found.format ?? '']
  if (!format) return refuse('unknownKind')
  const { width, height } = found.autoOrient
  mustBeWithin(format, found)
  try {
    return await describe(await readerOf(path, format, found), { format, width, height, found, extract })
  } catch {
    return refuse(format === 'svg' ? 'undrawable' : 'damaged')
  }
}

function refuse(reason: 'unknownKind' | 'damaged' | 'undrawable'): never {
  throw new PictureRefusedError({ reason })
}

/** A drawing, then, that the parser gave up. */
async function isText(path: string): Promise<boolean> {
  return (await readFile(path)).toString('latin1', 0, 2_000).includes('<svg')
}

function mustBeWithin(format: SourceFormat, { autoOrient: { width, height }, pages = 1 }: Metadata): void {
  // A drawing is drawn at the size that is wanted, down to one dot an inch.
  const most = format === 'svg' ? mostDrawnPixels * 72 ** 2 : mostPixelsOf(format)
  if (width * height > most) {
    throw new PictureRefusedError({
      reason: 'tooManyPixels',
      width,
      height,
      megapixels: Math.ceil((width * height) / 1e6),
      most: Math.floor(most / 1e6),
    })
  }
  if ((format === 'gif' || format === 'webp') && pages > mostFrames)
    throw new PictureRefusedError({ reason: 'tooManyFrames', frames: pages, most: mostFrames })
}

/** Opens the picture again for each thing that is found out. An SVG is drawn once, at the largest size that may be asked for later. */
async function readerOf(
  path: string,
  format: SourceFormat,
  { autoOrient: { width, height } }: Metadata,
): Promise<() => Sharp> {
  const reading = readingOf(format)
  if (format !== 'svg') return () => sharp(path, reading).autoOrient()
  const density = baseDensity * largestScale({ width, height })
  // As raw pixels: followed by a smaller size, it would be drawn at that size only.
  const { data, info } = await sharp(await readFile(path), { ...reading, density })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
}

type Facts = { format: SourceFormat; width: number; height: number; found: Metadata; extract: readonly Extract[] }

async function describe(open: () => Sharp, { format, width, height, found, extract }: Facts): Promise<Inspected> {
  const { hasAlpha } = found
  const isOpaque = !hasAlpha || (await open().stats()).isOpaque
  // Decoded once for all that follows: a progressive JPEG of 200 million pixels takes seconds each time.
  const small = await open()
    .resize({ width: 100, height: 100, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const pixels = { data: small.data, width: small.info.width, height: small.info.height }
  const lqip =
    extract.includes('lqip') &&
    (await preview(sharp(small.data, { raw: { width: pixels.width, height: pixels.height, channels: 4 } }), isOpaque))
  const metadata = {
    ...(lqip && { lqip }),
    ...(await describeColours(pixels, extract)),
    ...readExif(found.exif, extract),
  }
  return { format, width, height, hasAlpha, isOpaque, metadata }
}

/** The picture, 20 pixels wide, as a data address. */
async function preview(picture: Sharp, isOpaque: boolean): Promise<string> {
  const small = picture.resize({ width: 20 })
  const bytes = await (
    isOpaque ? small.flatten({ background: '#fff' }).jpeg({ quality: 60 }) : small.png({ palette: true })
  ).toBuffer()
  return `data:image/${isOpaque ? 'jpeg' : 'png'};base64,${bytes.toString('base64')}`
}
