import { z } from 'zod'
import { maybe } from '#lib/fields.ts'

export const pictureFragment = /* groq */ `
  "asset": asset->{_id},
  crop{top, bottom, left, right},
  hotspot{x, y, width, height},
  alt, decorative, caption, credit
`

/** An image's id says its pixels: image-<hash>-<width>x<height>-<format>. */
const assetId = z.string().regex(/^image-[A-Za-z0-9]+-[1-9]\d*x[1-9]\d*-[a-z0-9]+$/)

export const pictureSchema = z.object({
  asset: z.object({ _id: assetId }),
  crop: maybe(z.object({ top: z.number(), bottom: z.number(), left: z.number(), right: z.number() })),
  hotspot: maybe(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })),
  alt: maybe(z.string()),
  decorative: maybe(z.boolean()),
  caption: maybe(z.string()),
  credit: maybe(z.string()),
})

/** A picture whose image is in the lake. `alt` is read only when `decorative` is not true. */
export type Picture = z.infer<typeof pictureSchema>
