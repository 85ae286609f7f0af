import { createHash } from 'node:crypto'
import { Parser } from 'htmlparser2'
import { KEPT_SCRIPT_ID } from '#lib/page/kept-script.ts'
import { CACHE_METADATA_ID } from '#lib/page/cache-metadata.ts'

/** Scripts that are data for search engines or the browser, never run. */
const dataTypes = new Set(['application/ld+json', 'speculationrules'])

export type Stripped = {
  html: string
  /** SHA-256 digests, base64, of the inline scripts and styles that stay: the policy names them. */
  scriptHashes: string[]
  styleHashes: string[]
  /** The links to style sheets, each as it is written, and where it leads. */
  sheets: SheetLink[]
  /** The texts of the page's metadataTexts. A page that is right has exactly one. */
  metadataTexts: string[]
  /** Signs that Next left a part of the page to be moved into place by script; such a page is blank without one. */
  needsScript: boolean
}

export type SheetLink = { element: string; href: string }

type Element = { start: number; kind: 'drop' | 'data' | 'kept' | 'metadata' | 'style'; text: string }

/** SHA-256 in base64, as a policy names an inline text. */
export const digest = (text: string) => createHash('sha256').update(text).digest('base64')

/**
 * Cuts framework scripts, their preloads and the page's cache metadata out of finished HTML by byte range, so that all else stays
 * character for character as Next wrote it.
 */
export function strip(html: string): Stripped {
  const out: string[] = []
  const scriptHashes: string[] = []
  const styleHashes: string[] = []
  const sheets: SheetLink[] = []
  const metadataTexts: string[] = []
  let needsScript = false
  let from = 0
  let open: Element | undefined
  const cut = (start: number, end: number) => {
    out.push(html.slice(from, start))
    from = end + 1
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name === 'script') open = { start: parser.startIndex, kind: kindOf(attributes), text: '' }
        else if (name === 'style') open = { start: parser.startIndex, kind: 'style', text: '' }
        else if (name === 'link' && isScriptPreload(attributes)) cut(parser.startIndex, parser.endIndex)
        else if (name === 'link' && attributes.rel === 'stylesheet')
          sheets.push({ element: html.slice(parser.startIndex, parser.endIndex + 1), href: attributes.href ?? '' })
        else if (name === 'template' && attributes.id?.startsWith('B:')) needsScript = true
      },
      ontext(text) {
        if (open) open.text += text
      },
      onclosetag(name) {
        if ((name !== 'script' && name !== 'style') || !open) return
        const { start, kind, text } = open
        open = undefined
        if (kind === 'drop' && text.includes('$RC(') && !isPageData(text)) needsScript = true
        if (kind === 'metadata') metadataTexts.push(text)
        if (kind === 'kept') scriptHashes.push(digest(text))
        if (kind === 'style') styleHashes.push(digest(text))
        if (kind === 'drop' || kind === 'metadata') cut(start, parser.endIndex)
      },
    },
    { decodeEntities: false },
  )
  parser.end(html)
  out.push(html.slice(from))
  return { html: out.join(''), scriptHashes, styleHashes, sheets, metadataTexts, needsScript }
}

/** Next's copy of the page for its own script holds every text of the page, and a text may say anything. */
const isPageData = (text: string) => /^\(?self\.__next_f\b/.test(text)

function kindOf(attributes: Record<string, string>): Element['kind'] {
  if (attributes.src) return 'drop'
  if (attributes.id === CACHE_METADATA_ID) return 'metadata'
  if (attributes.id === KEPT_SCRIPT_ID) return 'kept'
  return attributes.type !== undefined && dataTypes.has(attributes.type) ? 'data' : 'drop'
}

function isScriptPreload(attributes: Record<string, string>): boolean {
  return attributes.rel === 'modulepreload' || (attributes.rel === 'preload' && attributes.as === 'script')
}
