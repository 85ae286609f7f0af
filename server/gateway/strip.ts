import { createHash } from 'node:crypto'
import { Parser } from 'htmlparser2'
import { KEPT_SCRIPT_ID } from '#lib/kept-script.ts'
import { STATEMENT_ID } from '#lib/statement.ts'

/** Scripts that are data for search engines or the browser, never run. */
const dataTypes = new Set(['application/ld+json', 'speculationrules'])

export type Stripped = {
  html: string
  /** SHA-256 digests, base64, of the inline scripts and styles that stay: the policy names them. */
  scriptHashes: string[]
  styleHashes: string[]
  /** Whether the page links its style sheets. */
  linksStyles: boolean
  /** The texts of the page's statements. A page that is right has exactly one. */
  statements: string[]
  /** Signs that Next left a part of the page to be moved into place by script; such a page is blank without one. */
  needsScript: boolean
}

type Element = { start: number; kind: 'drop' | 'data' | 'kept' | 'statement' | 'style'; text: string; sheets: string }
/** From the first character to the last one, and what takes their place. */
type Cut = { start: number; end: number; instead?: string }

const digest = (text: string) => createHash('sha256').update(text).digest('base64')

/**
 * Cuts framework scripts, their preloads and the page's statement out of finished HTML by byte range, so that all else stays
 * character for character as Next wrote it. A page that is longer than `mostWithStyles` characters links the sheets that Next wrote into it.
 */
export function strip(html: string, mostWithStyles: number): Stripped {
  const cuts: Cut[] = []
  const styles: (Cut & { hash: string })[] = []
  const scriptHashes: string[] = []
  const statements: string[] = []
  let needsScript = false
  let open: Element | undefined
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const start = parser.startIndex
        if (name === 'script') open = { start, kind: kindOf(attributes), text: '', sheets: '' }
        else if (name === 'style') open = { start, kind: 'style', text: '', sheets: attributes['data-href'] ?? '' }
        else if (name === 'link' && isScriptPreload(attributes)) cuts.push({ start, end: parser.endIndex })
        else if (name === 'template' && attributes.id?.startsWith('B:')) needsScript = true
      },
      ontext(text) {
        if (open) open.text += text
      },
      onclosetag(name) {
        if ((name !== 'script' && name !== 'style') || !open) return
        const { start, kind, text, sheets: hrefs } = open
        const end = parser.endIndex
        open = undefined
        if (kind === 'drop' && text.includes('$RC(')) needsScript = true
        if (kind === 'statement') statements.push(text)
        if (kind === 'kept') scriptHashes.push(digest(text))
        if (kind === 'style') styles.push({ start, end, instead: linksTo(hrefs), hash: digest(text) })
        if (kind === 'drop' || kind === 'statement') cuts.push({ start, end })
      },
    },
    { decodeEntities: false },
  )
  parser.end(html)
  const length = html.length - cuts.reduce((sum, { start, end }) => sum + end + 1 - start, 0)
  const linked = length > mostWithStyles ? styles.filter(({ instead }) => instead) : []
  return {
    html: without(html, [...cuts, ...linked]),
    scriptHashes,
    styleHashes: styles.filter((style) => !linked.includes(style)).map(({ hash }) => hash),
    linksStyles: linked.length > 0,
    statements,
    needsScript,
  }
}

function without(html: string, cuts: readonly Cut[]): string {
  const kept: string[] = []
  let from = 0
  for (const { start, end, instead = '' } of cuts.toSorted((a, b) => a.start - b.start)) {
    kept.push(html.slice(from, start), instead)
    from = end + 1
  }
  return kept.join('') + html.slice(from)
}

/** Links to the sheets whose addresses Next names at an inline style, still written as an attribute. */
const linksTo = (hrefs: string) => hrefs.split(' ').filter(Boolean).map((href) => `<link rel="stylesheet" href="${href}"/>`).join('')

function kindOf(attributes: Record<string, string>): Element['kind'] {
  if (attributes.src) return 'drop'
  if (attributes.id === STATEMENT_ID) return 'statement'
  if (attributes.id === KEPT_SCRIPT_ID) return 'kept'
  return attributes.type !== undefined && dataTypes.has(attributes.type) ? 'data' : 'drop'
}

function isScriptPreload(attributes: Record<string, string>): boolean {
  return attributes.rel === 'modulepreload' || (attributes.rel === 'preload' && attributes.as === 'script')
}
