import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { list, maybe } from '#lib/page/fields.ts'
import {
  articleItemFragment,
  articleItemSchema,
  newestFirst,
} from '#components/article-listing/article-listing.groq.ts'
import { categoryFragment, categorySchema, listedArticle } from '#components/category/category.groq.ts'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'
import { slotBannersFragment, slotFragment, slotSchema } from '#components/slot/slot.groq.ts'

/** Parameters: now. The lead carries the words of its body, for its reading time. */
export const FRONT_PAGE_QUERY = defineQuery(`{
  "frame": {${pageFrameFragment}},
  "lead": *[${listedArticle}] | ${newestFirst} [0]{
    ${articleItemFragment},
    "words": body[_type in ["block", "quotation"]]{_type, text, children[]{text}}
  },
  "latest": *[${listedArticle}] | ${newestFirst} [1...6]{${articleItemFragment}},
  "categories": *[_type == "category" && defined(slug.current)] | order(order asc, _id asc) {${categoryFragment}},
  "slots": *[_type == "slot" && key in ["front-inline"]] | order(_id asc) {${slotFragment}}{${slotBannersFragment}}
}`)

const wordsSchema = z.object({
  _type: z.string(),
  text: maybe(z.string()),
  children: list(z.object({ text: maybe(z.string()) })),
})

export const frontPageSchema = z.object({
  frame: pageFrameSchema,
  lead: maybe(z.object({ ...articleItemSchema.shape, words: list(wordsSchema) })),
  latest: list(articleItemSchema),
  categories: list(categorySchema),
  slots: list(slotSchema),
})

export const frontPage = { query: FRONT_PAGE_QUERY, schema: frontPageSchema }
