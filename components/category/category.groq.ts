import { z } from 'zod'
import { categorySlugSchema } from '#lib/links/address.ts'
import { identity, maybe } from '#lib/page/fields.ts'
import { hasWords } from '#lib/text/words.ts'

/** An article that has an address of its own; every list and count uses this one condition. */
export const listedArticle = /* groq */ `_type == "article" && defined(title) && defined(slug.current) && defined(category->slug.current)`

export const categoryNameFragment = /* groq */ `_id, _rev, title, "slug": slug.current`

export const categoryFragment = /* groq */ `
  ${categoryNameFragment},
  description,
  "articles": count(*[${listedArticle} && category._ref == ^._id])
`

const nameFields = { ...identity, title: maybe(z.string()), slug: categorySlugSchema }

/** The fields of a category; `named` gives it its name. */
export const categoryFields = {
  ...nameFields,
  description: maybe(z.string()),
  articles: z.number().int().nonnegative(),
}

/** A category without a title goes by its slug: its articles must not lose their pages because of it. */
export const named = <C extends { title: string | null; slug: string }>(category: C): C & { title: string } => ({
  ...category,
  title: hasWords(category.title) ? category.title : category.slug,
})

export const categoryNameSchema = z.object(nameFields).transform(named)

export const categorySchema = z.object(categoryFields).transform(named)

export type CategoryName = z.infer<typeof categoryNameSchema>
/** `articles`: how many articles readers can find in it. */
export type Category = z.infer<typeof categorySchema>
