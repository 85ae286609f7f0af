import type { Locale } from './locales.ts'

/** Every path of the site is built here. Slugs are encoded, Han ones included; page 1 has no number of its own. */
const join = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`
const numbered = (page: number): string[] => (page > 1 ? ['page', String(page)] : [])

export const frontPath = (locale: Locale): string => join(locale)
/** `page` counts from 1. */
export const academyPath = (locale: Locale, page = 1): string => join(locale, 'academy', ...numbered(page))
/** `category` is a slug as stored, not encoded. */
export const categoryPath = (locale: Locale, category: string, page = 1): string => join(locale, 'academy', category, ...numbered(page))
export const articlePath = (locale: Locale, category: string, slug: string): string => join(locale, 'academy', category, slug)
export const authorsPath = (locale: Locale): string => join(locale, 'authors')
export const authorPath = (locale: Locale, slug: string, page = 1): string => join(locale, 'authors', slug, ...numbered(page))
export const disclosurePath = (locale: Locale): string => join(locale, 'disclosure')

/** In: the site's origin and a path. Out: the absolute address. */
export const absoluteUrl = (origin: string, path: string): string => new URL(path, origin).href
