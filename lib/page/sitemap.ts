import type { Slug } from '../links/address.ts'
import { canonicalUrl, isSamePage, type Source } from '../links/canonical.ts'
import type { Locale } from '../settings/locales.ts'
import {
  absoluteUrl,
  academyPath,
  articlePath,
  authorPath,
  authorsPath,
  categoryPath,
  disclosurePath,
  frontPath,
} from '../links/paths.ts'

type Addressed = { slug: Slug }
type ListedArticle = Addressed & {
  category: Slug
  publishedAt: string | null
  updatedAt: string | null
  source: Source | null
}
type Listed = { articles: readonly ListedArticle[]; categories: readonly Addressed[]; authors: readonly Addressed[] }

/** An address of the sitemap. `lastModified` is an ISO instant. */
export type SitemapEntry = { url: string; lastModified?: string }

/**
 * The addresses of a locale's pages, each once. An article whose canonical address is another page is left out: a sitemap lists canonical
 * addresses only.
 * @param now No page says that it was changed after it.
 */
export function sitemapEntries(
  { articles, categories, authors }: Listed,
  { locale, origin, now }: { locale: Locale; origin: string; now: Date },
): SitemapEntry[] {
  const entry = (path: string): SitemapEntry => ({ url: absoluteUrl(origin, path) })
  const ofArticle = ({ category, slug, ...article }: ListedArticle): SitemapEntry[] => {
    const path = articlePath(locale, category, slug)
    const own = entry(path)
    const changed = lastChange(article, now)
    return isSamePage(canonicalUrl({ path, site: { origin }, article }), own.url)
      ? [changed === null ? own : { ...own, lastModified: changed }]
      : []
  }
  const entries = [
    entry(frontPath(locale)),
    entry(academyPath(locale)),
    ...categories.map(({ slug }) => entry(categoryPath(locale, slug))),
    ...articles.flatMap(ofArticle),
    ...(authors.length > 0 ? [entry(authorsPath(locale))] : []),
    ...authors.map(({ slug }) => entry(authorPath(locale, slug))),
    entry(disclosurePath(locale)),
  ]
  const seen = new Set<string>()
  return entries.filter(({ url }) => !seen.has(url) && seen.add(url))
}

/** The last of an article's dates that is not after `now`; null when there is none. */
function lastChange(
  { publishedAt, updatedAt }: Pick<ListedArticle, 'publishedAt' | 'updatedAt'>,
  now: Date,
): string | null {
  const times = [publishedAt, updatedAt]
    .flatMap((at) => (at === null ? [] : [Date.parse(at)]))
    .filter((time) => time <= now.getTime())
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString()
}
