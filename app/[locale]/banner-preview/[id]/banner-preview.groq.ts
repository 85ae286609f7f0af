import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { maybe } from '#lib/page/fields.ts'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'
import { bannerFragment, bannerSchema } from '#components/promo-banner/promo-banner.groq.ts'

/** `$id`: the banner's published id. */
const BANNER_PREVIEW_QUERY = defineQuery(`{
  "frame": {${pageFrameFragment}},
  "isThere": count(*[_type == "banner" && _id == $id]) > 0,
  "banner": *[_type == "banner" && _id == $id][0]{${bannerFragment}}
}`)

export const bannerPreviewSchema = z.object({
  frame: pageFrameSchema,
  isThere: z.boolean(),
  /** null where it is not whole enough to be drawn. */
  banner: maybe(bannerSchema),
})

export const bannerPreview = { query: BANNER_PREVIEW_QUERY, schema: bannerPreviewSchema }
