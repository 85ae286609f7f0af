import { categorySlugOrNull, slugOrNull, type Slug } from './address.ts'
import type { Locale } from '../settings/locales.ts'

/** Every path of the site is built here, from slugs that are checked. They are encoded, Han ones included; page 1 has no number of its own. */
const join = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`
const numbered = (page: number): string[] => (page > 1 ? ['page', String(page)] : [])

export const frontPath = (locale: Locale): string => join(locale)
/** `page` counts from 1. */
export const academyPath = (locale: Locale, page = 1): string => join(locale, 'academy', ...numbered(page))
/** Slugs are as stored, not encoded. */
export const categoryPath = (locale: Locale, category: Slug, page = 1): string =>
  join(locale, 'academy', category, ...numbered(page))
export const articlePath = (locale: Locale, category: Slug, slug: Slug): string =>
  join(locale, 'academy', category, slug)
export const authorsPath = (locale: Locale): string => join(locale, 'authors')
export const authorPath = (locale: Locale, slug: Slug, page = 1): string =>
  join(locale, 'authors', slug, ...numbered(page))
/** Where one banner is looked at before readers see it; `id` is its published id. Only for who is in preview. */
export const bannerPreviewPath = (locale: Locale, id: string): string => join(locale, 'banner-preview', id)
export const disclosurePath = (locale: Locale): string => join(locale, 'disclosure')

/** What decides the address of a document: its slug and, for an article, that of its category, as stored. */
export type Addressed = {
  _type: 'article' | 'category' | 'author'
  slug?: string | null | undefined
  category?: string | null | undefined
}

/** The page of a document; null when its slugs make no address. */
export function documentPath({ _type, slug, category }: Addressed, locale: Locale): string | null {
  const own = _type === 'category' ? categorySlugOrNull(slug) : slugOrNull(slug)
  if (own === null) return null
  if (_type === 'category') return categoryPath(locale, own)
  if (_type === 'author') return authorPath(locale, own)
  const above = categorySlugOrNull(category)
  return above && articlePath(locale, above, own)
}

/**
 * Takes the site's origin and a path.
 * @returns the absolute address.
 */
export const absoluteUrl = (origin: string, path: string): string => new URL(path, origin).href
