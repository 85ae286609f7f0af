import { z } from 'zod'
import { typedDestination, type Typed } from '#lib/links/typed-links.ts'
import { leadingToPage, type StoredDestination } from './targets.ts'

/** What is on the clipboard in this format; '' for none. */
type Clipboard = (format: string) => string

/** The HTML that would be pasted, when a link is in it; null where the editor takes something better, or reads the HTML as plain text. */
export function linkedHtml(clipboard: Clipboard): string | null {
  if (clipboard('application/x-portable-text') || clipboard('application/json')) return null
  const html = clipboard('text/html')
  return html !== clipboard('text/plain') && /<a\s[^>]*\bhref\s*=/i.test(html) ? html : null
}

type Part = { _type: string; _key: string; [field: string]: unknown }

/** A block of text as it comes from HTML: each link in it is an annotation with the address that was in the HTML. */
const pastedText = z.looseObject({
  markDefs: z.array(z.object({ _key: z.string(), href: z.string() })),
  children: z.array(z.looseObject({ _key: z.string(), _type: z.string(), marks: z.array(z.string()).optional() })),
})

type OwnDocument = Extract<Typed, { kind: 'document' }>

/** What is pasted at once, and what to ask the lake: the document behind each address of ours, by the address that stands in for it meanwhile. */
export type PastedNow = { blocks: Part[]; asked: ReadonlyMap<string, OwnDocument> }

/**
 * The pasted blocks with every address as a destination. Which document an address of ours names only the lake knows; until it has answered, the link
 * leads to the address itself, so that the words stand where they were pasted, and with a link also when the lake does not answer.
 */
export function pastedNow(blocks: readonly Part[], origin: string): PastedNow {
  const known = new Map<string, StoredDestination>()
  const asked = new Map<string, OwnDocument>()
  for (const address of new Set(
    blocks.flatMap((block) => pastedText.safeParse(block).data?.markDefs.map(({ href }) => href) ?? []),
  )) {
    const to = typedDestination(address, origin)
    if (to.kind === 'url') known.set(address, { _type: 'destination', url: to.url })
    if (to.kind === 'page') known.set(address, leadingToPage(to.page))
    if (to.kind !== 'document') continue
    const url = new URL(address.trim(), origin).href
    known.set(address, { _type: 'destination', url })
    asked.set(url, to)
  }
  return { blocks: blocks.map((block) => withDestinations(block, known)), asked }
}

/** A link in a text: its block, its key, and the spans of words that it is on. */
export type PlacedLink = { block: string; key: string; spans: { key: string; length: number }[] }

const linkedText = z.looseObject({
  _key: z.string(),
  markDefs: z.array(
    z.looseObject({ _key: z.string(), destination: z.looseObject({ url: z.string().optional() }).optional() }),
  ),
  children: z.array(
    z.looseObject({ _key: z.string(), text: z.string().optional(), marks: z.array(z.string()).optional() }),
  ),
})

/**
 * Where the links to this address are by now: meanwhile blocks may have been split, joined or moved.
 * @param earlier the keys of the links that were there before pasting. They stay as their writer made them.
 */
export const placedLinks = (
  text: readonly unknown[],
  url: string,
  earlier: ReadonlySet<string> = new Set(),
): PlacedLink[] =>
  text.flatMap((each) => {
    const block = linkedText.safeParse(each).data
    const links =
      block?.markDefs.filter(({ _key, destination }) => destination?.url === url && !earlier.has(_key)) ?? []
    return links.map(({ _key: key }) => ({
      block: block?._key ?? '',
      key,
      spans:
        block?.children
          .filter(({ marks }) => marks?.includes(key))
          .map((span) => ({ key: span._key, length: span.text?.length ?? 0 })) ?? [],
    }))
  })

/** The keys of all links in a text. */
export const linkKeys = (text: readonly unknown[]): Set<string> =>
  new Set(text.flatMap((each) => linkedText.safeParse(each).data?.markDefs.map(({ _key }) => _key) ?? []))

/**
 * Takes a pasted block.
 * @returns the same with links as the schema has them; those to no known destination are left out, and the marks that named them.
 */
export function withDestinations<Block extends Part>(
  block: Block,
  destinations: ReadonlyMap<string, StoredDestination>,
): Part {
  const text = pastedText.safeParse(block).data
  if (!text) return block
  const leading = text.markDefs.flatMap(({ _key, href }) => {
    const destination = destinations.get(href)
    return destination ? [{ _key, _type: 'inlineLink', destination }] : []
  })
  const kept = new Set(leading.map(({ _key }) => _key))
  const lost = new Set(text.markDefs.map(({ _key }) => _key).filter((key) => !kept.has(key)))
  const children = text.children.map((child) =>
    child.marks ? { ...child, marks: child.marks.filter((mark) => !lost.has(mark)) } : child,
  )
  return { ...block, children, markDefs: leading }
}
