import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { list } from '#lib/page/fields.ts'
import {
  articleItemFragment,
  articleItemSchema,
  newestFirst,
} from '#components/article-listing/article-listing.groq.ts'
import { listedArticle } from '#components/category/category.groq.ts'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'

/** Parameters: from, to (the slice of this page; lib/links/pagination: pageSlice). */
const ACADEMY_PAGE_QUERY = defineQuery(`{
  "frame": {${pageFrameFragment}},
  "total": count(*[${listedArticle}]),
  "items": *[${listedArticle}] | ${newestFirst} [$from...$to]{${articleItemFragment}}
}`)

export const academyPageSchema = z.object({
  frame: pageFrameSchema,
  total: z.number().int().nonnegative(),
  items: list(articleItemSchema),
})

export const academyPage = { query: ACADEMY_PAGE_QUERY, schema: academyPageSchema }
