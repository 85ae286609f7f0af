/** Locales for which dictionaries are complete. */
export const locales = ['zh-TW', 'en'] as const
export type Locale = (typeof locales)[number]

/** Locales that have pages, the first one first. */
export const publishedLocales: readonly Locale[] = ['zh-TW']

/** The zone in which the publication tells its times, and its people see and type them, whatever their browser's. */
export const publicationZone = 'Asia/Taipei'

/** A segment of a path that names a locale with pages, exactly as written. */
export const isPublishedLocale = (segment: string): segment is Locale =>
  publishedLocales.some((locale) => locale === segment)
