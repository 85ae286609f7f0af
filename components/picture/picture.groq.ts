import { z } from 'zod'
import { maybe } from '#lib/page/fields.ts'

export const pictureFragment = /* groq */ `
  "asset": asset->{_id},
  crop{top, bottom, left, right},
  hotspot{x, y, width, height},
  alt, decorative, caption, credit
`

/** An image's id says its pixels: image-<hash>-<width>x<height>-<format>. */
const assetId = z.string().regex(/^image-[A-Za-z0-9]+-[1-9]\d{0,5}x[1-9]\d{0,5}-[a-z0-9]+$/)

const share = z.number().min(0).max(1)

/** Parts of the sides that are cut off; something must be left between them. */
const cropSchema = z
  .object({ top: share, bottom: share, left: share, right: share })
  .refine(({ top, bottom, left, right }) => top + bottom < 1 && left + right < 1, {
    message: 'a crop that leaves nothing',
  })

export const pictureSchema = z.object({
  asset: z.object({ _id: assetId }),
  crop: maybe(cropSchema),
  hotspot: maybe(z.object({ x: share, y: share, width: share, height: share })),
  alt: maybe(z.string()),
  decorative: maybe(z.boolean()),
  caption: maybe(z.string()),
  credit: maybe(z.string()),
})

/** A picture whose image is in the lake. `alt` is read only when `decorative` is not true. */
export type Picture = z.infer<typeof pictureSchema>
