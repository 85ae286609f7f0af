import type { MetadataRoute } from 'next'
import { publishedLocales } from '#lib/locales.ts'
import { absoluteUrl, academyPath, articlePath, authorPath, authorsPath, categoryPath, disclosurePath, frontPath } from '#lib/paths.ts'
import { ask, siteOrigin } from '#sanity/query.ts'
import { sitemap as question } from './sitemap.groq.ts'

export const dynamic = 'force-dynamic'

export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { data } = await ask(question, {}, { perspective: 'published', stega: false, now: new Date() })
  const url = (path: string) => ({ url: absoluteUrl(siteOrigin(), path) })
  return publishedLocales.flatMap((locale) => [
    url(frontPath(locale)),
    url(academyPath(locale)),
    ...data.categories.map(({ slug }) => url(categoryPath(locale, slug))),
    ...data.articles.map(({ category, slug, changedAt }) => ({
      ...url(articlePath(locale, category, slug)),
      ...(changedAt && { lastModified: changedAt }),
    })),
    ...(data.authors.length > 0 ? [url(authorsPath(locale))] : []),
    ...data.authors.map(({ slug }) => url(authorPath(locale, slug))),
    url(disclosurePath(locale)),
  ])
}
