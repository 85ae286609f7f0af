import { dictionary, type Dictionary } from '#lib/dictionary/index.ts'
import type { Locale } from '#lib/locales.ts'

/** What every component of one page is told, so that nothing is ambient. */
export type PageContext = {
  locale: Locale
  words: Dictionary
  /** The site's own origin, such as https://lakeside.example. */
  origin: string
  /** The one instant of the page. */
  now: Date
}

/** The context of a page in `locale`, asked at `now`. */
export const pageContext = (locale: Locale, origin: string, now: Date): PageContext => ({ locale, words: dictionary(locale), origin, now })
