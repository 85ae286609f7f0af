import type { AskNext } from './ask-next.ts'
import { digest, type SheetLink } from './strip.ts'

/** Characters of a page, styles included, that come in a connection's first ten packets (some 14 kB). A longer page is waited for twice anyway, and its sheet comes meanwhile (decision 22). */
const mostWithStyles = 50_000

const notForPages = /url\((?!["']?data:)|@import|<\/style|\r/i

export type Styled = {
  html: string
  /** SHA-256 digests, base64, of the styles that were written into the page. */
  styleHashes: string[]
  /** Whether the page links style sheets still. */
  linksStyles: boolean
}

/**
 * Writes the style sheets that a short page links into it: then its first paint waits for no second request. The sheets are files of the build,
 * and are remembered. All stay linked where one is not to be had or would mean something else in a page: it names files from where it stands, or a
 * browser would read other bytes there than were hashed.
 * `mayOutliveBuild` when a shared cache may hold a page longer than this build's files are there: then pages of any length have them written in.
 */
export function createStyleWriter({ ask, mayOutliveBuild }: { ask: AskNext['ask']; mayOutliveBuild: boolean }): (html: string, links: readonly SheetLink[]) => Promise<Styled> {
  const most = mayOutliveBuild ? Infinity : mostWithStyles
  const known = new Map<string, string>()

  const textOf = async (href: string): Promise<string | undefined> => {
    const before = known.get(href)
    if (before !== undefined) return before
    const answer = await ask(href).catch(() => undefined)
    const text = answer?.status === 200 ? answer.body.toString('utf8') : undefined
    if (text === undefined || notForPages.test(text)) return undefined
    known.set(href, text)
    return text
  }

  return async (html, links) => {
    const texts = await Promise.all(links.map(({ href }) => textOf(href)))
    const length = texts.reduce((sum, text = '') => sum + text.length, html.length)
    const found = texts.filter((text) => text !== undefined)
    if (links.length === 0 || found.length < links.length || length > most) return { html, styleHashes: [], linksStyles: links.length > 0 }
    const written = links.reduce((page, { element }, at) => page.replace(element, () => `<style>${texts[at]}</style>`), html)
    return { html: written, styleHashes: found.map(digest), linksStyles: false }
  }
}
