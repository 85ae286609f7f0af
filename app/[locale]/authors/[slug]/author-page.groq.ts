import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { slugSchema } from '#lib/links/address.ts'
import { list, maybe } from '#lib/page/fields.ts'
import {
  articleItemFragment,
  articleItemSchema,
  newestFirst,
} from '#components/article-listing/article-listing.groq.ts'
import { authorFragment, authorSchema } from '#components/author/author.groq.ts'
import { listedArticle } from '#components/category/category.groq.ts'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'

/** Parameters: slug, from, to. The total is `author.articles`. */
const AUTHOR_PAGE_QUERY = defineQuery(`{
  "frame": {${pageFrameFragment}},
  "author": *[_type == "author" && slug.current == $slug] | order(_id asc) [0]{
    ${authorFragment},
    "articles": count(*[${listedArticle} && ^._id in authors[]._ref]),
    "items": *[${listedArticle} && ^._id in authors[]._ref] | ${newestFirst} [$from...$to]{${articleItemFragment}}
  }
}`)

export const authorPageSchema = z.object({
  frame: pageFrameSchema,
  /** null: there is no such author, the page is a 404. */
  author: maybe(
    z.object({
      ...authorSchema.shape,
      slug: slugSchema,
      articles: z.number().int().nonnegative(),
      items: list(articleItemSchema),
    }),
  ),
})

export const authorPage = { query: AUTHOR_PAGE_QUERY, schema: authorPageSchema }
