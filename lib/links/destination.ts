import type { Locale } from '../settings/locales.ts'
import { academyPath, authorsPath, disclosurePath, documentPath, frontPath } from './paths.ts'
import { hasWords } from '../text/words.ts'

export type Target = {
  _type: 'article' | 'category' | 'author'
  title: string | null
  slug: string | null
  category: string | null
}

export type Destination = {
  page: 'front' | 'academy' | 'authors' | 'disclosure' | null
  url: string | null
  /** null also when the target is missing or not published. */
  reference: Target | null
}

/** `host` is what a row shows of another's address: its host, or the address of a mail or telephone link. */
export type Resolved =
  | { kind: 'internal'; href: string }
  | { kind: 'external'; href: string; host: string }
  | { kind: 'unresolved' }
/** Leads somewhere. */
export type Leading = Exclude<Resolved, { kind: 'unresolved' }>

/** `origin` is the site's own, such as https://lakeside.example: absolute addresses under it are pages of ours. */
export type LinkContext = { locale: Locale; origin: string }

const unresolved: Resolved = { kind: 'unresolved' }

/** Where a link leads, by its reference, its index page or its URL, in this order. Anything doubtful is unresolved. */
export function resolveDestination(destination: Destination | null | undefined, context: LinkContext): Resolved {
  if (!destination) return unresolved
  if (destination.reference) return resolveTarget(destination.reference, context.locale)
  if (destination.page) return { kind: 'internal', href: indexPath(destination.page, context.locale) }
  return destination.url ? resolveUrl(destination.url, context.origin) : unresolved
}

export const leads = (resolved: Resolved): resolved is Leading => resolved.kind !== 'unresolved'

/** A target has a page when its slug makes an address. An article or an author has none without a title either. */
function resolveTarget(target: Target, locale: Locale): Resolved {
  const href = target._type === 'category' || hasWords(target.title) ? documentPath(target, locale) : null
  return href === null ? unresolved : { kind: 'internal', href }
}

function indexPath(page: NonNullable<Destination['page']>, locale: Locale): string {
  const paths = { front: frontPath, academy: academyPath, authors: authorsPath, disclosure: disclosurePath }
  return paths[page](locale)
}

/**
 * The parsed scheme decides, because browsers also read `java\nscript:` as a scheme. What has signs inside that browsers skip, no two slashes before
 * its host (`https:x` is a path where the page is https), or another name before it (`https://www.btcc.com@x`) does not lead where it seems to, and
 * so nowhere. Takes an absolute address as typed.
 */
export function resolveUrl(text: string, origin: string): Resolved {
  const typed = text.trim()
  const url = URL.parse(typed)
  if (!url || /[\u0000-\u001f\u007f]/.test(typed)) return unresolved
  if (url.protocol === 'mailto:' || url.protocol === 'tel:') {
    return url.pathname ? { kind: 'external', href: url.href, host: decoded(url.pathname) } : unresolved
  }
  if (!/^https?:\/\//i.test(typed) || url.username || url.password) return unresolved
  if (url.origin === URL.parse(origin)?.origin) {
    const path = url.pathname + url.search + url.hash
    return { kind: 'internal', href: path.startsWith('//') ? url.href : path } // by itself, `//x.example` is another host
  }
  return { kind: 'external', href: url.href, host: url.host }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * The `rel` of a link, or undefined for none. `promotion` is the disclosure of the banner that the link stands in: what is paid for
 * says so to search engines, wherever it leads.
 */
export function relOf(resolved: Leading, promotion?: 'advertisement' | 'sponsored' | 'own'): string | undefined {
  if (promotion === 'advertisement' || promotion === 'sponsored') return 'sponsored nofollow noopener'
  return resolved.kind === 'external' ? 'noopener' : undefined
}

/** The words of a link or read-more: its own, else its target's title; '' when there are none. */
export const linkWords = (link: { text: string | null; destination: Destination | null }): string =>
  [link.text, link.destination?.reference?.title].find(hasWords)?.trim() ?? ''
