import { canonicalUrl, type Source } from '../links/canonical.ts'
import type { Locale } from '../settings/locales.ts'
import { absoluteUrl } from '../links/paths.ts'
import { hasWords, machineText } from '../text/words.ts'

export type SharedImage = { url: string; width: number; height: number; alt: string }

/** A plain object in the shape of Next's `Metadata`. */
export type PageMetadata = {
  title: { absolute: string }
  description?: string
  alternates?: { canonical: string }
  robots?: { index: boolean }
  openGraph: {
    type: 'website' | 'article'
    title: string
    description?: string
    url: string
    siteName: string
    locale: string
    images?: SharedImage[]
    publishedTime?: string
    modifiedTime?: string
    authors?: string[]
  }
  twitter: { card: 'summary_large_image' | 'summary' }
}

export type PageFacts = {
  /** Without the site's name. Null: the front page, whose title is the site's name and tagline. */
  title: string | null
  description: string | null
  /** The page's own path. */
  path: string
  site: { title: string; tagline: string | null; origin: string; locale: Locale }
  image?: SharedImage | null
  /** Set for an article. */
  article?: {
    publishedAt: string | null
    updatedAt: string | null
    authors: readonly string[]
    source: Source | null
  }
  /** A page that is no page: 404 and 500. It has no canonical address. */
  lost?: boolean
}

/** From this size on other sites show a picture as wide as the link; a smaller one would be blown up. */
const large = { width: 600, height: 315 }

/** Title, description, canonical address and Open Graph of a page. */
export function pageMetadata(facts: PageFacts): PageMetadata {
  const { site, article, image } = facts
  const description = hasWords(facts.description) ? machineText(facts.description) : undefined
  const title = facts.title === null ? null : machineText(facts.title)
  const front = machineText(hasWords(site.tagline) ? `${site.title}｜${site.tagline}` : site.title)
  return {
    title: { absolute: title === null ? front : `${title}｜${site.title}` },
    ...(description && { description }),
    ...(facts.lost ? { robots: { index: false } } : { alternates: { canonical: canonicalUrl(facts) } }),
    openGraph: {
      type: article ? 'article' : 'website',
      title: title ?? front,
      ...(description && { description }),
      url: absoluteUrl(site.origin, facts.path),
      siteName: site.title,
      locale: site.locale.replace('-', '_'),
      ...(image && { images: [{ ...image, url: absoluteUrl(site.origin, image.url) }] }),
      ...(article?.publishedAt && { publishedTime: article.publishedAt }),
      ...(article?.updatedAt && { modifiedTime: article.updatedAt }),
      ...(article?.authors.length && { authors: article.authors.map(machineText) }),
    },
    twitter: {
      card: image && image.width >= large.width && image.height >= large.height ? 'summary_large_image' : 'summary',
    },
  }
}
