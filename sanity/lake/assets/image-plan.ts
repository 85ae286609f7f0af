import { badRequest } from '../http/answer.ts'
import type { ImageParams, Rect } from './image-params.ts'
import { largestOpen, mostOpenPixels, openWidths, snapEffects, snapUp, withinShown } from './stranger-bounds.ts'

export type SourceFormat = 'jpg' | 'png' | 'webp' | 'gif' | 'avif' | 'tif' | 'svg'
type OutputFormat = SourceFormat

/** A picture as it is stored: pixels after its EXIF rotation. `moves`: its file may hold several frames. */
export type Source = { width: number; height: number; format: SourceFormat; moves: boolean }

export type ImagePlan = {
  /** The whole original without its metadata: its bytes are kept where the format lets metadata be cut out. */
  isPlain: boolean
  /** The part of the source that is used, in its pixels. */
  rect: Rect
  /** The picture's size; `fit` says how the part comes to it. */
  width: number
  height: number
  fit: 'exact' | 'pad' | 'entropy'
  format: OutputFormat
  /** `all`: a moving picture goes on moving, unless all its frames together are too much. */
  frames: 'all' | 'first'
  quality: number
  background: string | null
  rotate: number
  flip: boolean
  flop: boolean
  blur: number
  sharpen: number
  saturation: number
  invert: boolean
}

export type Viewer = {
  isStranger: boolean
  accept: string
  /** What published documents show of the picture; `null`: the whole. It binds strangers only. */
  shown: readonly Rect[] | null
}

/** Ceilings for what a signed-in person may have made. */
const mostOutputPixels = 25_000_000
const longestSide = 8192
/** Of a picture that takes the place of its original. */
const plainQuality = 90

/**
 * How a picture is to be made, or `null` when the stored bytes are the answer, which strangers never get.
 * Throws LakeError 400 when the rectangle lies outside of the picture or the result would be over the ceiling.
 */
export function planImage(asked: ImageParams, source: Source, viewer: Viewer): ImagePlan | null {
  const { isStranger } = viewer
  if (!asked.asksForChange) return isStranger ? plainPlan(asked, source, viewer) : null
  const params = isStranger ? snapEffects(asked) : asked
  const area = isStranger ? withinShown(areaOf(params, source), viewer.shown) : areaOf(params, source)
  const target = isStranger ? openTarget(params, area) : wishOf(params)
  const wanted = shapeOf(params, area, target, { mayGrow: !isStranger || source.format === 'svg' })
  const shape = isStranger ? shrunk(wanted) : wanted
  if (shape.width * shape.height > mostOutputPixels || Math.max(shape.width, shape.height) > longestSide) {
    throw badRequest(`A picture of ${shape.width} × ${shape.height} pixels is larger than this lake makes.`)
  }
  return {
    ...shape,
    ...effectsOf(params),
    isPlain: false,
    ...formatOf(params, source, viewer.accept),
    quality: params.q,
  }
}

/** The original in its size, without what only its owner should read. */
function plainPlan(params: ImageParams, source: Source, { shown }: Viewer): ImagePlan {
  const whole = areaOf(params, source)
  const rect = withinShown(whole, shown)
  const isWhole = rect.width === whole.width && rect.height === whole.height
  const format = source.format === 'svg' && !isWhole ? 'png' : source.format
  return {
    ...effectsOf(params),
    isPlain: isWhole,
    rect,
    width: rect.width,
    height: rect.height,
    fit: 'exact',
    format,
    frames: 'all',
    quality: plainQuality,
  }
}

function effectsOf(
  params: ImageParams,
): Pick<ImagePlan, 'background' | 'rotate' | 'flip' | 'flop' | 'blur' | 'sharpen' | 'saturation' | 'invert'> {
  return {
    background: params.bg ?? null,
    rotate: params.or,
    flip: params.flip?.includes('v') ?? false,
    flop: params.flip?.includes('h') ?? false,
    blur: params.blur,
    sharpen: params.sharp,
    saturation: params.sat,
    invert: params.invert === 'true',
  }
}

type Target = { width?: number; height?: number }

function areaOf({ rect }: ImageParams, source: Source): Rect {
  if (!rect) return { left: 0, top: 0, width: source.width, height: source.height }
  const width = Math.min(rect.width, source.width - rect.left)
  const height = Math.min(rect.height, source.height - rect.top)
  if (width < 1 || height < 1) throw badRequest('The rectangle lies outside of the picture.')
  return { left: rect.left, top: rect.top, width, height }
}

function wishOf({ w, h, dpr }: ImageParams): Target {
  return {
    ...(w === undefined ? {} : { width: Math.round(w * dpr) }),
    ...(h === undefined ? {} : { height: Math.round(h * dpr) }),
  }
}

/** A stranger's target: the width snapped up to the list, the height scaled with it. */
function openTarget(params: ImageParams, area: Rect): Target {
  const { width, height } = wishOf(params)
  const wish = width ?? (height === undefined ? undefined : (height * area.width) / area.height)
  if (wish === undefined) return { width: Math.min(area.width, largestOpen) }
  const snapped = snapUp(wish, openWidths)
  if (height === undefined) return { width: snapped }
  return { width: snapped, height: clamp(Math.round((height * snapped) / wish), 1, longestSide) }
}

type Shape = Pick<ImagePlan, 'rect' | 'width' | 'height' | 'fit'>

function shapeOf(params: ImageParams, area: Rect, target: Target, { mayGrow }: { mayGrow: boolean }): Shape {
  const { width, height } = target
  if (width === undefined || height === undefined) {
    const ratio = area.width / area.height
    const asked = width ?? (height === undefined ? area.width : height * ratio)
    const keeps = !mayGrow || params.fit === 'max' || params.fit === 'min' || params.fit === 'fillmax'
    const wide = keeps ? Math.min(asked, area.width) : asked
    return { rect: area, width: atLeastOne(wide), height: atLeastOne(wide / ratio), fit: 'exact' }
  }
  const within = Math.min(width / area.width, height / area.height)
  switch (params.fit) {
    case 'scale':
      return { rect: area, width, height, fit: 'exact' }
    case 'crop':
    case 'min': {
      const cut = cutTo(area, width / height, params)
      // A cut-out is not blown up for strangers; its proportions are kept, so the page looks the same.
      const shrink = !mayGrow || params.fit === 'min' ? Math.min(1, cut.width / width) : 1
      const size = { width: atLeastOne(width * shrink), height: atLeastOne(height * shrink) }
      return params.crop === 'entropy' ? { rect: area, ...size, fit: 'entropy' } : { rect: cut, ...size, fit: 'exact' }
    }
    case 'fill':
    case 'fillmax':
      return { rect: area, width, height, fit: 'pad' }
    case 'clip':
    case 'max': {
      const factor = !mayGrow || params.fit === 'max' ? Math.min(1, within) : within
      return {
        rect: area,
        width: atLeastOne(area.width * factor),
        height: atLeastOne(area.height * factor),
        fit: 'exact',
      }
    }
  }
}

/** The largest part of the area with this ratio, as near to the wanted place as the area's edges let it. */
function cutTo(area: Rect, ratio: number, params: ImageParams): Rect {
  const width = atLeastOne(Math.min(area.width, area.height * ratio))
  const height = atLeastOne(Math.min(area.height, area.width / ratio))
  const [x, y] = placeOf(params)
  const left = clamp(Math.round(area.width * x - width / 2), 0, area.width - width)
  const top = clamp(Math.round(area.height * y - height / 2), 0, area.height - height)
  return { left: area.left + left, top: area.top + top, width, height }
}

function placeOf(params: ImageParams): readonly [number, number] {
  switch (params.crop) {
    case 'focalpoint':
      return [params['fp-x'], params['fp-y']]
    case 'top':
      return [0.5, 0]
    case 'bottom':
      return [0.5, 1]
    case 'left':
      return [0, 0.5]
    case 'right':
      return [1, 0.5]
    case 'center':
    case 'entropy':
      return [0.5, 0.5]
  }
}

/** Only WebP and GIF move here. A moving picture becomes WebP where the reader takes it, and a still where the address names another format. */
function formatOf(params: ImageParams, source: Source, accept: string): Pick<ImagePlan, 'format' | 'frames'> {
  const format = wantedFormat(params, source, accept)
  const moves = source.moves && params.frame === undefined && (format === 'webp' || format === 'gif')
  return { format, frames: moves ? 'all' : 'first' }
}

function wantedFormat(params: ImageParams, source: Source, accept: string): OutputFormat {
  if (params.fm) return params.fm === 'pjpg' ? 'jpg' : params.fm
  if (params.auto?.includes('format')) {
    const isStill = !source.moves || params.frame !== undefined
    if (isStill && accept.includes('image/avif')) return 'avif'
    if (accept.includes('image/webp')) return 'webp'
  }
  if (source.format === 'svg') return 'png'
  return source.format === 'tif' ? 'jpg' : source.format
}

/** A stranger's picture is never refused for its size: a very long one becomes smaller. */
function shrunk(shape: Shape): Shape {
  const { width, height } = shape
  const factor = Math.min(1, Math.sqrt(mostOpenPixels / (width * height)), longestSide / Math.max(width, height))
  return factor === 1
    ? shape
    : { ...shape, width: Math.max(1, Math.floor(width * factor)), height: Math.max(1, Math.floor(height * factor)) }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}

function atLeastOne(value: number): number {
  return Math.max(1, Math.round(value))
}
