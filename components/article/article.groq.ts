import { z } from 'zod'
import { leads, resolveUrl } from '#lib/links/destination.ts'
import { instant, list, maybe } from '#lib/page/fields.ts'
import {
  bodyFragment,
  bodySchema,
  plainBodyFragment,
  plainBodySchema,
} from '#components/article-body/article-body.groq.ts'
import { articleItemFragment, articleItemSchema } from '#components/article-listing/article-listing.groq.ts'
import { authorFragment, authorSchema } from '#components/author/author.groq.ts'
import { linkListFragment, linkListSchema } from '#components/link-list/link-list.groq.ts'
import { slotBannersFragment, slotFragment, slotSchema } from '#components/slot/slot.groq.ts'

export const articleFragment = /* groq */ `
  ${articleItemFragment},
  authors[]->{${authorFragment}},
  updatedAt,
  source{name, url, isCanonical},
  body[]{${bodyFragment}},
  linkLists[]->{${linkListFragment}},
  closing[]{${plainBodyFragment}},
  "slots": *[_type == "slot" && _id in ^.body[_type == "bodySlot"].slot._ref] | order(_id asc) {${slotFragment}}{${slotBannersFragment}}
`

/** Only the web's own schemes, and as strictly as a link: the address is shown and may become the canonical one. */
const sourceSchema = z.object({
  name: maybe(z.string()),
  url: z
    .url({ protocol: /^https?$/ })
    .refine((url) => leads(resolveUrl(url, '')), { message: 'an address that does not lead where it seems to' }),
  isCanonical: maybe(z.boolean()),
})

export const articleSchema = z.object({
  ...articleItemSchema.shape,
  authors: list(authorSchema),
  updatedAt: maybe(instant),
  source: maybe(sourceSchema),
  body: bodySchema,
  linkLists: list(linkListSchema),
  closing: plainBodySchema,
  /** The slots that the body names, each once. */
  slots: list(slotSchema),
})

export type Article = z.infer<typeof articleSchema>
