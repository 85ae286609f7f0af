import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { slugSchema } from '#lib/links/address.ts'
import { list } from '#lib/page/fields.ts'
import { authorFragment, authorSchema } from '#components/author/author.groq.ts'
import { listedArticle } from '#components/category/category.groq.ts'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'

/** No parameters. */
const AUTHORS_PAGE_QUERY = defineQuery(`{
  "frame": {${pageFrameFragment}},
  "authors": *[_type == "author" && defined(name) && defined(slug.current)] | order(name asc, _id asc) {
    ${authorFragment},
    "articles": count(*[${listedArticle} && ^._id in authors[]._ref])
  }
}`)

export const authorsPageSchema = z.object({
  frame: pageFrameSchema,
  authors: list(z.object({ ...authorSchema.shape, slug: slugSchema, articles: z.number().int().nonnegative() })),
})

export const authorsPage = { query: AUTHORS_PAGE_QUERY, schema: authorsPageSchema }
