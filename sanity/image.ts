import { createImageUrlBuilder, type ImageUrlBuilder } from '@sanity/image-url'
import type { SharedImage } from '#lib/page/page-metadata.ts'
import type { Picture } from '#components/picture/picture.groq.ts'
import { type SiteEnvironment, siteEnvironment } from './environment.ts'

/** The widths that the lake answers to strangers; others would be snapped up to these. */
export const imageWidths = [96, 192, 320, 480, 640, 800, 1040, 1280, 1600, 2000] as const
export type ImageWidth = (typeof imageWidths)[number]
/** Strangers are sent no larger picture, whatever they ask: a tall one in a listed width may be more. */
const mostPixels = 8_000_000
const longestSide = 8192

export type ImageSource = { src: string; srcSet: string; width: number; height: number; alt: string }

type Place = Pick<SiteEnvironment, 'SANITY_PROJECT_ID' | 'SANITY_DATASET' | 'LAKESIDE_IMAGES'>

type Size = { width: number; height: number }

function imageOf(picture: Picture, place: Place): ImageUrlBuilder {
  const { asset, crop, hotspot } = picture
  return createImageUrlBuilder({ projectId: place.SANITY_PROJECT_ID, dataset: place.SANITY_DATASET })
    .withOptions({ baseUrl: place.LAKESIDE_IMAGES })
    .image({ asset, ...(crop && hasPixels(leftOf(picture)) && { crop }), ...(hotspot && { hotspot }) })
}

/**
 * A crop that leaves none is not used.
 * @param picture a picture.
 * @returns what its crop leaves of it, in pixels of the original.
 */
export function croppedSize(picture: Picture): Size {
  const left = leftOf(picture)
  return hasPixels(left) ? left : originalSize(picture)
}

const hasPixels = ({ width, height }: Size): boolean => width > 0 && height > 0

/** Rounded as the addresses of `@sanity/image-url` have it. */
function leftOf(picture: Picture): Size {
  const { width, height } = originalSize(picture)
  const { top, bottom, left, right } = picture.crop ?? { top: 0, bottom: 0, left: 0, right: 0 }
  const between = (whole: number, before: number, after: number) =>
    Math.round(whole - after * whole - Math.round(before * whole))
  return { width: between(width, left, right), height: between(height, top, bottom) }
}

function originalSize({ asset }: Picture): Size {
  const [, width = '1', height = '1'] = /-(\d+)x(\d+)-[a-z0-9]+$/.exec(asset._id) ?? []
  return { width: Number(width), height: Number(height) }
}

/** The alternative text; '' for a decorative picture, which is then not read aloud. */
export const pictureAlt = (picture: Picture): string => (picture.decorative ? '' : (picture.alt?.trim() ?? ''))

/**
 * The attributes of an `<img>`. `widest` is the largest width wanted, in pixels of the file; `ratio` is width by height, for a picture
 * that is cut to a shape around its hotspot; without it the picture keeps its own. The sizes are those of the files that the addresses give:
 * none is larger than what the original has, because the lake would send it smaller than said.
 */
export function imageSource(
  picture: Picture,
  options: { widest: ImageWidth; ratio?: number },
  place: Place = siteEnvironment(),
): ImageSource {
  const cropped = croppedSize(picture)
  const ratio = options.ratio ?? cropped.width / cropped.height
  const widths = widthsOf(cropped, ratio, options.widest)
  const image = imageOf(picture, place).auto('format')
  const url = (width: number) => (options.ratio ? cutTo(image, width, ratio) : image.width(width)).url()
  const width = widths.at(-1) ?? 1
  return {
    src: url(width),
    srcSet: widths.map((each) => `${url(each)} ${each}w`).join(', '),
    width,
    height: heightOf(width, ratio),
    alt: pictureAlt(picture),
  }
}

/**
 * The picture that other sites show with a link to the page, in their shape. 1280 is the listed width next to their 1200; the size is that of the
 * file that the address gives.
 */
export function sharedImage(picture: Picture, place: Place = siteEnvironment()): SharedImage {
  const ratio = 1280 / 672
  const width = Math.min(1280, widthIn(croppedSize(picture), ratio))
  return {
    url: cutTo(imageOf(picture, place), width, ratio).format('jpg').url(),
    width,
    height: heightOf(width, ratio),
    alt: pictureAlt(picture),
  }
}

/** The widest that a part of this size is in this shape. A whole number may come out of the division as a little less. */
const widthIn = (part: Size, ratio: number) => Math.max(1, Math.floor(Math.min(part.width, part.height * ratio) + 1e-6))

/** The listed widths that a part of this size has in this shape; its own width when it is smaller than the least of them. */
function widthsOf(part: Size, ratio: number, widest: ImageWidth): number[] {
  const most = widthIn(part, ratio)
  const listed = imageWidths.filter(
    (width) =>
      width <= Math.min(widest, most) &&
      width * heightOf(width, ratio) <= mostPixels &&
      heightOf(width, ratio) <= longestSide,
  )
  return listed.length > 0 ? listed : [most]
}

const heightOf = (width: number, ratio: number) => Math.max(1, Math.round(width / ratio))

/**
 * A part in a shape, at this very size. A listed width is cut to it, because a picture that is only fitted into the size may come a pixel short.
 * Another width is snapped up by the lake; it is the part's own, which is sent as it is when it only has to fit.
 */
function cutTo(image: ImageUrlBuilder, width: number, ratio: number): ImageUrlBuilder {
  const sized = image.width(width).height(heightOf(width, ratio))
  return imageWidths.some((listed) => listed === width) ? sized.fit('crop') : sized
}
