import { notFound } from 'next/navigation'
import { stegaClean } from 'next-sanity'
import type { z } from 'zod'
import type { Interval } from '#lib/promotion/choose-banner.ts'
import { isPublishedLocale } from '#lib/settings/locales.ts'
import { pageMetadata, type PageFacts, type PageMetadata } from '#lib/page/page-metadata.ts'
import { pageCacheMetadata, type CacheMetadata } from '#lib/page/cache-metadata.ts'
import { ask, siteOrigin, type Params, type Question } from '#sanity/query.ts'
import { pageContext, type PageContext } from '#components/page-frame/page-context.ts'
import { siteTitle, type PageFrame } from '#components/page-frame/page-frame.groq.ts'
import { previewMode, viewOf } from './preview-mode.ts'
import { sitePicture } from './site-picture/site-picture.ts'

/** The context of a reader page begun now. A locale without pages is a 404. */
export function readerContext(locale: string, isPreview = false): PageContext {
  if (!isPublishedLocale(locale)) notFound()
  return pageContext(locale, siteOrigin(), new Date(), isPreview)
}

export type Asked<T> = {
  answer: T
  context: PageContext
  /** The cache metadata of a page with these choices by time. */
  cacheMetadata: (choices?: readonly Interval[]) => CacheMetadata
}

/** A page's one question, of what is published; in draft mode of what is not yet. Takes the locale as it stands in the address. */
export async function askPage<S extends z.ZodType>(
  question: Question<S>,
  params: Params,
  locale: string,
): Promise<Asked<z.output<S>>> {
  const mode = await previewMode()
  const context = readerContext(locale, mode.kind !== 'reader')
  const { now } = context
  const { data, tags } = await ask(question, params, { ...viewOf(mode), now })
  return { answer: data, context, cacheMetadata: (choices = []) => pageCacheMetadata(tags, choices, now) }
}

/**
 * A segment of the address as the slug that it names, for a page: Next hands it over percent-encoded. `generateMetadata` gets the same segment
 * decoded and must not come by here: `100%成長` can't be decoded once more, and `a%2Fb` would ask for another document than the page does.
 */
export function slugOf(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return notFound()
  }
}

/** What a page without settings or without a lake shows around itself. */
export const emptyFrame: PageFrame = { settings: null, categories: [], authors: 0 }

/** The site as metadata name it. */
export const siteFacts = ({ settings }: PageFrame, { words, origin, locale }: PageContext) => ({
  title: siteTitle(settings, words),
  tagline: settings?.tagline ?? null,
  origin,
  locale,
})

/** Title, description, canonical address and Open Graph of a page. What stands there leads to no field: it is kept free of draft mode's signs. */
export const metadataOf = (frame: PageFrame, context: PageContext, facts: Omit<PageFacts, 'site'>): PageMetadata =>
  pageMetadata(stegaClean({ ...facts, image: facts.image ?? sitePicture, site: siteFacts(frame, context) }))
