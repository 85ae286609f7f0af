import type { AskNext } from './ask-next.ts'
import { digest, type SheetLink } from './strip.ts'

/** Characters of a page, styles included, that come in a connection's first ten packets (some 14 kB). A longer page is waited for twice anyway, and its sheet comes meanwhile (decision 22). */
const mostWithStyles = 50_000

const notForPages = /url\((?!["']?data:)|@import|<\/style|\r/i

type Sheet = { text: string; hash: string }

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
export function createStyleWriter({
  ask,
  mayOutliveBuild,
}: {
  ask: AskNext['ask']
  mayOutliveBuild: boolean
}): (html: string, links: readonly SheetLink[]) => Promise<Styled> {
  const most = mayOutliveBuild ? Infinity : mostWithStyles
  const known = new Map<string, Sheet>()

  const sheetOf = async (href: string): Promise<Sheet | undefined> => {
    const before = known.get(href)
    if (before) return before
    const answer = await ask(href).catch(() => undefined)
    const text = answer?.status === 200 ? answer.body.toString('utf8') : undefined
    if (text === undefined || notForPages.test(text)) return undefined
    const sheet = { text, hash: digest(text) }
    known.set(href, sheet)
    return sheet
  }

  return async (html, links) => {
    let written = html
    const styleHashes: string[] = []
    for (const { element, href } of links) {
      const sheet = await sheetOf(href)
      if (!sheet || written.length + sheet.text.length > most) return { html, styleHashes: [], linksStyles: true }
      written = written.replace(element, () => `<style>${sheet.text}</style>`)
      styleHashes.push(sheet.hash)
    }
    return { html: written, styleHashes, linksStyles: false }
  }
}
