import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { list, maybe } from '#lib/page/fields.ts'
import {
  articleItemFragment,
  articleItemSchema,
  newestFirst,
} from '#components/article-listing/article-listing.groq.ts'
import { categoryFields, categoryFragment, listedArticle, named } from '#components/category/category.groq.ts'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'

/** Parameters: category (a slug), from, to. The total is `category.articles`. */
const CATEGORY_PAGE_QUERY = defineQuery(`{
  "frame": {${pageFrameFragment}},
  "category": *[_type == "category" && slug.current == $category] | order(_id asc) [0]{
    ${categoryFragment},
    "items": *[${listedArticle} && category._ref == ^._id] | ${newestFirst} [$from...$to]{${articleItemFragment}}
  }
}`)

export const categoryPageSchema = z.object({
  frame: pageFrameSchema,
  /** null: there is no such category, the page is a 404. */
  category: maybe(z.object({ ...categoryFields, items: list(articleItemSchema) }).transform(named)),
})

export const categoryPage = { query: CATEGORY_PAGE_QUERY, schema: categoryPageSchema }
