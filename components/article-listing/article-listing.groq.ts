import { z } from 'zod'
import { slugSchema } from '#lib/links/address.ts'
import { identity, instant, list, maybe, words } from '#lib/page/fields.ts'
import { authorNameFragment, authorNameSchema } from '#components/author/author.groq.ts'
import { categoryNameFragment, categoryNameSchema } from '#components/category/category.groq.ts'
import { pictureFragment, pictureSchema } from '#components/picture/picture.groq.ts'

export const articleItemFragment = /* groq */ `
  _id, _rev, title, "slug": slug.current,
  category->{${categoryNameFragment}},
  authors[]->{${authorNameFragment}},
  publishedAt, summary,
  cover{${pictureFragment}}
`

/**
 * The one order of articles in lists: newest first, by instant, in whatever zone it is written. What is no date stands where an article without one
 * does. The id decides between equals, so that no page repeats or skips one.
 */
export const newestFirst = /* groq */ `order(dateTime(publishedAt) desc, _id asc)`

export const articleItemSchema = z.object({
  ...identity,
  title: words,
  slug: slugSchema,
  category: categoryNameSchema,
  authors: list(authorNameSchema),
  publishedAt: maybe(instant),
  summary: maybe(z.string()),
  cover: maybe(pictureSchema),
})

export type ArticleItem = z.infer<typeof articleItemSchema>
