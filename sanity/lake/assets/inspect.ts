import sharp, { type Sharp } from 'sharp'
import { badRequest } from '../http/answer.ts'
import type { SourceFormat } from './image-plan.ts'

/** Pictures with more pixels than this are not taken: decoding one would take hundreds of megabytes. */
export const mostInputPixels = 100_000_000

export type Inspected = {
  format: SourceFormat
  /** After EXIF rotation. */
  width: number
  height: number
  hasAlpha: boolean
  isOpaque: boolean
  lqip: string
}

const formats: Readonly<Record<string, SourceFormat>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  tiff: 'tif',
  svg: 'svg',
}

/** Finds out about an uploaded picture. Throws LakeError 400 when it is none, of an unknown kind, or too large. */
export async function inspectImage(path: string): Promise<Inspected> {
  const open = () => sharp(path, { limitInputPixels: mostInputPixels, sequentialRead: true })
  try {
    const found = await open().metadata()
    const format = found.format === 'heif' && found.compression === 'av1' ? 'avif' : formats[found.format ?? '']
    if (!format) throw badRequest('The picture is of a kind that this lake does not know.')
    const { width, height } = found.autoOrient
    if (width * height > mostInputPixels) throw badRequest(`The picture has more than ${mostInputPixels} pixels.`)
    const hasAlpha = found.hasAlpha
    const isOpaque = !hasAlpha || (await open().stats()).isOpaque
    return { format, width, height, hasAlpha, isOpaque, lqip: await preview(open(), isOpaque) }
  } catch (error) {
    if (error instanceof Error && error.name === 'LakeError') throw error
    throw badRequest('The picture can\'t be read: it is damaged, too large, or of a kind that this lake does not know.')
  }
}

/** The picture, 20 pixels wide, as a data address. */
async function preview(picture: Sharp, isOpaque: boolean): Promise<string> {
  const small = picture.autoOrient().resize({ width: 20 })
  const bytes = await (isOpaque ? small.flatten({ background: '#fff' }).jpeg({ quality: 60 }) : small.png({ palette: true })).toBuffer()
  return `data:image/${isOpaque ? 'jpeg' : 'png'};base64,${bytes.toString('base64')}`
}
