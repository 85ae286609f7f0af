import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { instant, list, maybe } from '#lib/fields.ts'
import { listedArticle } from '#components/category/category.groq.ts'

/**
 * No parameters. An article whose canonical address is its source's is left out: a sitemap lists canonical addresses only.
 * The format allows 50,000 addresses in one file.
 */
export const SITEMAP_QUERY = defineQuery(`{
  "articles": *[${listedArticle} && source.isCanonical != true] | order(_id asc) [0...49000]{
    _id, _rev, "slug": slug.current, "category": category->slug.current, "changedAt": coalesce(updatedAt, publishedAt)
  },
  "categories": *[_type == "category" && defined(title) && defined(slug.current)] | order(_id asc) {_id, _rev, "slug": slug.current},
  "authors": *[_type == "author" && defined(name) && defined(slug.current)] | order(_id asc) {_id, _rev, "slug": slug.current}
}`)

const address = { _id: z.string(), _rev: z.string(), slug: z.string().min(1) }

export const sitemapSchema = z.object({
  articles: list(z.object({ ...address, category: z.string().min(1), changedAt: maybe(instant) })),
  categories: list(z.object(address)),
  authors: list(z.object(address)),
})

export type Sitemap = z.infer<typeof sitemapSchema>

export const sitemap = { query: SITEMAP_QUERY, schema: sitemapSchema }
