import { sourceElsewhere } from '../links/canonical.ts'
import { absoluteUrl } from '../links/paths.ts'
import { scriptSafe } from '../text/script-safe.ts'
import { machineText } from '../text/words.ts'

export type Crumb = { name: string; path: string }

export type ArticleFacts = {
  title: string
  summary: string | null
  path: string
  publishedAt: string | null
  updatedAt: string | null
  /** `path` is null for an author without a page. */
  authors: readonly { name: string; path: string | null }[]
  category: string
  /** Absolute, or a path of this site. */
  image: string | null
  source: { url: string | null } | null
  site: { title: string; origin: string; locale: string }
}

type JsonLd = Readonly<Record<string, unknown>>

/** The article for search engines. Fields that are not known are absent. */
export function articleJsonLd(facts: ArticleFacts): JsonLd {
  const { origin, title: publisher, locale } = facts.site
  const url = absoluteUrl(origin, facts.path)
  const source = sourceElsewhere(facts.source, url)
  return {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: machineText(facts.title),
    ...(facts.summary && { description: machineText(facts.summary) }),
    inLanguage: locale,
    url,
    mainEntityOfPage: url,
    ...(facts.publishedAt && { datePublished: facts.publishedAt }),
    ...(facts.publishedAt && { dateModified: facts.updatedAt ?? facts.publishedAt }),
    articleSection: machineText(facts.category),
    ...(facts.image && { image: absoluteUrl(origin, facts.image) }),
    ...(facts.authors.length > 0 && {
      author: facts.authors.map(({ name, path }) => ({
        '@type': 'Person',
        name: machineText(name),
        ...(path && { url: absoluteUrl(origin, path) }),
      })),
    }),
    publisher: { '@type': 'Organization', name: publisher, url: absoluteUrl(origin, '/') },
    ...(source && { isBasedOn: source }),
  }
}

/** The way from the front page to this one, in order. */
export const breadcrumbJsonLd = (crumbs: readonly Crumb[], origin: string): JsonLd => ({
  '@context': 'https://schema.org',
  '@type': 'BreadcrumbList',
  itemListElement: crumbs.map((crumb, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name: machineText(crumb.name),
    item: absoluteUrl(origin, crumb.path),
  })),
})

/** The text of a `<script type="application/ld+json">`. */
export const serializeJsonLd = (data: JsonLd | readonly JsonLd[]): string => scriptSafe(data)
