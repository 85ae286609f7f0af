import { createImageUrlBuilder, type ImageUrlBuilder } from '@sanity/image-url'
import type { Picture } from '#components/picture/picture.groq.ts'
import { type SiteEnvironment, siteEnvironment } from './environment.ts'

/** The widths that the lake answers to strangers; others would be snapped up to these. */
export const imageWidths = [96, 192, 320, 480, 640, 800, 1040, 1280, 1600, 2000] as const
export type ImageWidth = (typeof imageWidths)[number]

export type ImageSource = { src: string; srcSet: string; width: number; height: number; alt: string }

type Place = Pick<SiteEnvironment, 'SANITY_PROJECT_ID' | 'SANITY_DATASET' | 'LAKESIDE_IMAGES'>

const imageOf = ({ asset, crop, hotspot }: Picture, place: Place): ImageUrlBuilder =>
  createImageUrlBuilder({ projectId: place.SANITY_PROJECT_ID, dataset: place.SANITY_DATASET })
    .withOptions({ baseUrl: place.LAKESIDE_IMAGES })
    .image({ asset, ...(crop && { crop }), ...(hotspot && { hotspot }) })

/** In: a picture. Out: what its crop leaves of it, in pixels of the original. */
export function croppedSize(picture: Picture): { width: number; height: number } {
  const [, width = '1', height = '1'] = /-(\d+)x(\d+)-[a-z0-9]+$/.exec(picture.asset._id) ?? []
  const crop = picture.crop ?? { top: 0, bottom: 0, left: 0, right: 0 }
  return {
    width: Math.max(1, Math.round(Number(width) * (1 - crop.left - crop.right))),
    height: Math.max(1, Math.round(Number(height) * (1 - crop.top - crop.bottom))),
  }
}

/** The alternative text; '' for a decorative picture, which is then not read aloud. */
export const pictureAlt = (picture: Picture): string => (picture.decorative ? '' : (picture.alt?.trim() ?? ''))

/**
 * The attributes of an `<img>`. `widest` is the largest width wanted, in pixels of the file; `ratio` is width by height, for a picture
 * that is cut to a shape around its hotspot; without it the picture keeps its own. None is wider than the original where that can be.
 */
export function imageSource(picture: Picture, options: { widest: ImageWidth; ratio?: number }, place: Place = siteEnvironment()): ImageSource {
  const cropped = croppedSize(picture)
  const ratio = options.ratio ?? cropped.width / cropped.height
  const limit = Math.min(options.widest, Math.max(imageWidths[0], Math.min(cropped.width, cropped.height * ratio)))
  const widths = imageWidths.filter((width) => width <= limit)
  const heightOf = (width: number) => Math.round(width / ratio)
  const image = imageOf(picture, place).auto('format')
  const url = (width: number) => (options.ratio ? image.width(width).height(heightOf(width)) : image.width(width)).url()
  const width = widths.at(-1) ?? imageWidths[0]
  return {
    src: url(width),
    srcSet: widths.map((each) => `${url(each)} ${each}w`).join(', '),
    width,
    height: heightOf(width),
    alt: pictureAlt(picture),
  }
}

/** The picture that other sites show with a link to the page. 1280 is the listed width next to their 1200; the shape is theirs. */
export function sharedImage(picture: Picture, place: Place = siteEnvironment()): { url: string; width: number; height: number; alt: string } {
  const [width, height] = [1280, 672]
  const url = imageOf(picture, place).width(width).height(height).format('jpg').url()
  return { url, width, height, alt: pictureAlt(picture) }
}
