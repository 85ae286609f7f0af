import { resolveUrl } from './destination.ts'
import { isPublishedLocale } from '../settings/locales.ts'
import { unwrappedAddress } from './redirectors.ts'

/** An index page of the site; the names are those that a destination stores. */
type IndexPage = 'front' | 'academy' | 'authors' | 'disclosure'

/** A page of ours by what its address says; which document that is, only the lake knows. */
export type OwnPage =
  | { kind: 'page'; page: IndexPage }
  | { kind: 'document'; type: 'article' | 'category' | 'author'; slug: string }

/** What somebody typed where a link is wanted: a page of ours, another's address, or words whose destination is not known yet. */
export type Typed = OwnPage | { kind: 'url'; url: string } | { kind: 'words' }

/** One link as typed: its words ('' when only an address was given), and where it leads. */
export type TypedLink = { text: string; to: Typed }

/** The page that a path of ours names, as lib/links/paths builds them; null for every other path. Numbers of pages are left out. */
export function ownPage(path: string): OwnPage | null {
  const parts = path.split('/').filter(Boolean).map(decoded)
  const [locale, section, first, second, ...rest] = parts.slice(-2, -1)[0] === 'page' ? parts.slice(0, -2) : parts
  if (!locale || !isPublishedLocale(locale) || rest.length > 0) return null
  if (!section) return { kind: 'page', page: 'front' }
  if (section === 'disclosure') return first ? null : { kind: 'page', page: 'disclosure' }
  if (section === 'authors') {
    if (second) return null
    return first ? { kind: 'document', type: 'author', slug: first } : { kind: 'page', page: 'authors' }
  }
  if (section !== 'academy') return null
  if (!first) return { kind: 'page', page: 'academy' }
  return second
    ? { kind: 'document', type: 'article', slug: second }
    : { kind: 'document', type: 'category', slug: first }
}

/** Where the text leads when it is an address, with `origin` the site's own; words when it is none, or one that readers can't be sent to. */
export function typedDestination(text: string, origin: string): Typed {
  const typed = bareAddress(text)
  if (/\s/.test(typed)) return { kind: 'words' }
  if (/^\/(?!\/)/.test(typed)) return ownPage(readerPath(typed)) ?? { kind: 'words' }
  const address = unwrappedAddress(withScheme(typed))
  const resolved = resolveUrl(address, origin)
  if (resolved.kind === 'unresolved') return { kind: 'words' }
  if (resolved.kind !== 'internal') return { kind: 'url', url: address }
  // Editors copy the Studio's addresses all day; readers who follow one stand before a sign-in.
  return (
    ownPage(readerPath(resolved.href)) ??
    (/^\/(?:studio|edit|lake)(?:\/|$)/.test(pathOf(resolved.href)) ? { kind: 'words' } : { kind: 'url', url: address })
  )
}

/** An address without the signs that stand around it in a sentence or come along from a page, and with those of a Chinese keyboard as it means them. */
function bareAddress(text: string): string {
  const typed = text
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .replace(/[。，、；」』》]+$/, '')
  return /^(?:h|ｈ)(?:t|ｔ){2}(?:p|ｐ)/i.test(typed) ? typed.normalize('NFKC').replaceAll('。', '.') : typed
}

/** `www.btcc.com`, `btcc.com/zh-TW` and `desk@example.com` as what they are short for. Of other endings it can't be told: Node.js is no address. */
function withScheme(typed: string): string {
  if (/^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(typed)) return `mailto:${typed}`
  return /^(?:www\.[^/]+\.[^/]+|(?:[a-z\d-]+\.)+(?:com|net|org|tw)(?:$|[/?#]))/i.test(typed)
    ? `https://${typed}`
    : typed
}

/** The path of a reader page; `/edit` before it opens it in the Studio. */
const readerPath = (address: string): string => pathOf(address).replace(/^\/edit(?=\/|$)/, '')

/**
 * Every line that says something as a link: `words`, an address, `words address`, `words：address`, `words（address）`, `address words` or `[words](address)`,
 * with or without a sign of a list before it.
 */
export const typedLinks = (text: string, origin: string): TypedLink[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:[-*•・]\s|》+|\d{1,2}[.、]\s)\s*/, '').trim())
    .filter(Boolean)
    .map((line) => typedLink(line, origin))

function typedLink(line: string, origin: string): TypedLink {
  const [, marked, target] = /^\[(.+)\]\((\S+)\)$/.exec(line) ?? []
  const [, before, enclosed] = /^(.*?\S)\s*[（(]\s*(\S+?)\s*[）)]$/.exec(line) ?? []
  const [, named, told] = /^(.*?\S)\s*[：:]\s*((?:https?:\/\/|www\.|\/)\S+)$/i.exec(line) ?? []
  const [, words, last] = /^(.*\S)\s+(\S+)$/.exec(line) ?? []
  const [, first, after] = /^(\S+)\s+(\S.*)$/.exec(line) ?? []
  const pairs = [
    [marked, target],
    [before, enclosed],
    [named, told],
    [words, last],
    [after, first],
    ['', line],
  ] as const
  for (const [said, address] of pairs) {
    if (said === undefined || !address) continue
    const to = typedDestination(address, origin)
    if (to.kind !== 'words') return { text: said, to }
  }
  return { text: marked ?? line, to: { kind: 'words' } }
}

const pathOf = (address: string): string => address.split(/[?#]/)[0] ?? ''

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
