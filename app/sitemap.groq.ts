import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { categorySlugSchema, slugSchema } from '#lib/links/address.ts'
import { identity, instant, list, maybe } from '#lib/page/fields.ts'
import { listedArticle } from '#components/category/category.groq.ts'

/**
 * No parameters. Every document that may have a page; lib/page/sitemap leaves out articles whose canonical address is another page, which only the
 * site's own address tells. The format allows 50,000 addresses in one file.
 */
const SITEMAP_QUERY = defineQuery(`{
  "articles": *[${listedArticle}] | order(_id asc) [0...49000]{
    _id, _rev, "slug": slug.current, "category": category->slug.current, publishedAt, updatedAt, source{url, isCanonical}
  },
  "categories": *[_type == "category" && defined(slug.current)] | order(_id asc) {_id, _rev, "slug": slug.current},
  "authors": *[_type == "author" && defined(name) && defined(slug.current)] | order(_id asc) {_id, _rev, "slug": slug.current}
}`)

const address = { ...identity, slug: slugSchema }

export const sitemapSchema = z.object({
  articles: list(
    z.object({
      ...address,
      category: categorySlugSchema,
      publishedAt: maybe(instant),
      updatedAt: maybe(instant),
      source: maybe(z.object({ url: maybe(z.string()), isCanonical: maybe(z.boolean()) })),
    }),
  ),
  categories: list(z.object({ ...identity, slug: categorySlugSchema })),
  authors: list(z.object(address)),
})

export const sitemap = { query: SITEMAP_QUERY, schema: sitemapSchema }
