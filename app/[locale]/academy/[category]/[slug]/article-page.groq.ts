import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { list, maybe } from '#lib/page/fields.ts'
import { articleFragment, articleSchema } from '#components/article/article.groq.ts'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'
import { slotBannersFragment, slotFragment, slotSchema } from '#components/slot/slot.groq.ts'

/** Parameters: category, slug (both slugs), now. An article has one address: under another category it is not found. */
export const ARTICLE_PAGE_QUERY = defineQuery(`{
  "frame": {${pageFrameFragment}},
  "article": *[_type == "article" && slug.current == $slug && category->slug.current == $category] | order(_id asc) [0]{${articleFragment}},
  "slots": *[_type == "slot" && key in ["article-top", "article-lists-end", "article-closing", "article-about"]] | order(_id asc) {${slotFragment}}{${slotBannersFragment}}
}`)

export const articlePageSchema = z.object({
  frame: pageFrameSchema,
  /** null: there is no such article, the page is a 404. */
  article: maybe(articleSchema),
  /** The slots that the page's frame draws, found by `key`; those inside the body are `article.slots`, found by `_id`. */
  slots: list(slotSchema),
})

export const articlePage = { query: ARTICLE_PAGE_QUERY, schema: articlePageSchema }
