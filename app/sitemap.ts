import type { MetadataRoute } from 'next'
import { publishedLocales } from '#lib/settings/locales.ts'
import { sitemapEntries } from '#lib/page/sitemap.ts'
import { ask, siteOrigin } from '#sanity/query.ts'
import { sitemap as question } from './sitemap.groq.ts'

export const dynamic = 'force-dynamic'

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const now = new Date()
  const { data } = await ask(question, {}, { perspective: 'published', stega: false, now })
  return publishedLocales.flatMap((locale) => sitemapEntries(data, { locale, origin: siteOrigin(), now }))
}
