import { z } from 'zod'
import { identity, maybe } from '#lib/fields.ts'

/** An article that has an address of its own; every list and count uses this one condition. */
export const listedArticle = /* groq */ `_type == "article" && defined(title) && defined(slug.current) && defined(category->slug.current)`

export const categoryNameFragment = /* groq */ `_id, _rev, title, "slug": slug.current`

export const categoryFragment = /* groq */ `
  ${categoryNameFragment},
  description,
  "articles": count(*[${listedArticle} && category._ref == ^._id])
`

export const categoryNameSchema = z.object({ ...identity, title: z.string().min(1), slug: z.string().min(1) })

export const categorySchema = z.object({
  ...categoryNameSchema.shape,
  description: maybe(z.string()),
  articles: z.number().int().nonnegative(),
})

export type CategoryName = z.infer<typeof categoryNameSchema>
/** `articles`: how many articles readers can find in it. */
export type Category = z.infer<typeof categorySchema>
