import { z } from 'zod'
import { slugSchema } from '#lib/links/address.ts'
import { identity, maybe, words } from '#lib/page/fields.ts'
import { pictureFragment, pictureSchema } from '#components/picture/picture.groq.ts'

export const authorNameFragment = /* groq */ `_id, _rev, name, "slug": slug.current`

export const authorFragment = /* groq */ `
  ${authorNameFragment},
  role, bio,
  image{${pictureFragment}}
`

export const authorNameSchema = z.object({ ...identity, name: words, slug: maybe(slugSchema) })

export const authorSchema = z.object({
  ...authorNameSchema.shape,
  role: maybe(z.string()),
  bio: maybe(z.string()),
  image: maybe(pictureSchema),
})

/** As a byline: without a slug the name is not a link. */
export type AuthorName = z.infer<typeof authorNameSchema>
export type Author = z.infer<typeof authorSchema>
