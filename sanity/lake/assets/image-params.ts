import { z } from 'zod'
import { badRequest } from '../http/answer.ts'

export type Rect = { left: number; top: number; width: number; height: number }

const size = z.coerce.number().min(1).max(20_000).transform(Math.round)
const share = z.coerce.number().min(0).max(1)
const colour = z.string().regex(/^#?(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i)
const rectangle = z
  .string()
  .regex(/^\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?){3}$/)
  .transform((text): Rect => {
    const [left = 0, top = 0, width = 0, height = 0] = text.split(',').map((part) => Math.round(Number(part)))
    return { left, top, width, height }
  })

const schema = z.object({
  w: size.optional(),
  h: size.optional(),
  dpr: z.coerce.number().min(1).max(3).default(1),
  fit: z.enum(['clip', 'crop', 'fill', 'fillmax', 'max', 'min', 'scale']).default('clip'),
  rect: rectangle.optional(),
  crop: z.enum(['center', 'top', 'bottom', 'left', 'right', 'focalpoint', 'entropy']).default('center'),
  'fp-x': share.default(0.5),
  'fp-y': share.default(0.5),
  q: z.coerce.number().int().min(1).max(100).default(75),
  auto: z.enum(['format', 'compress', 'format,compress', 'compress,format']).optional(),
  fm: z.enum(['jpg', 'pjpg', 'png', 'webp', 'avif']).optional(),
  bg: colour.transform((text) => (text.startsWith('#') ? text : `#${text}`)).optional(),
  or: z.enum(['0', '90', '180', '270']).transform(Number).default(0),
  flip: z.enum(['h', 'v', 'hv']).optional(),
  blur: z.coerce.number().min(0).max(2000).default(0),
  sharp: z.coerce.number().min(0).max(100).default(0),
  sat: z.coerce.number().min(-100).max(100).default(0),
  invert: z.enum(['true', 'false']).optional(),
  frame: z.enum(['1']).optional(),
})

export type ImageParams = z.output<typeof schema> & {
  /** Whether anything was asked for that changes the picture. */
  asksForChange: boolean
}

const names = new Set(Object.keys(schema.shape))

/**
 * Reads the parameters of an image address. Names that are unknown change nothing, so that they can't be used to have one
 * picture made a thousand times. Throws LakeError 400 for a known name with an impossible value.
 */
export function parseImageParams(search: URLSearchParams): ImageParams {
  const given = Object.fromEntries([...search].filter(([name, value]) => names.has(name) && value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? '')
    throw badRequest(`The image parameter ${name} can't be "${search.get(name) ?? ''}".`)
  }
  return { ...parsed.data, asksForChange: Object.keys(given).length > 0 }
}
