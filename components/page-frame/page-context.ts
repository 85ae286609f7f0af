import { dictionary, type Dictionary } from '#lib/dictionary/index.ts'
import type { Locale } from '#lib/settings/locales.ts'

/** What every component of one page is told, so that nothing is ambient. */
export type PageContext = {
  locale: Locale
  words: Dictionary
  /** The site's own origin, such as https://lakeside.example. */
  origin: string
  /** The one instant of the page. */
  now: Date
  /** Whether it is a preview: an application that draws its page again and again. Nothing but it may change what it drew. */
  isPreview: boolean
}

/** The context of a page in `locale`, asked at `now`. */
export const pageContext = (locale: Locale, origin: string, now: Date, isPreview = false): PageContext => ({
  locale,
  words: dictionary(locale),
  origin,
  now,
  isPreview,
})
