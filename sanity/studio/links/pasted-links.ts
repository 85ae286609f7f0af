import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import { typedDestination } from '#lib/typed-links.ts'
import { storedDestination, type StoredDestination } from './targets.ts'

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

/** The pasted blocks with every address as a destination of ours; where one leads nowhere, its words stay without it. */
export async function linkedBlocks<Block extends Part>(client: SanityClient, blocks: readonly Block[], origin: string): Promise<Part[]> {
  const addresses = new Set(blocks.flatMap((block) => pastedText.safeParse(block).data?.markDefs.map(({ href }) => href) ?? []))
  const destinations = await Promise.all(
    [...addresses].map(async (address) => {
      // The words are pasted also when the lake doesn't answer.
      const destination = await storedDestination(client, typedDestination(address, origin)).catch((error: unknown) => console.error(error))
      return destination ? [[address, destination] as const] : []
    }),
  )
  const known = new Map(destinations.flat())
  return blocks.map((block) => withDestinations(block, known))
}

/** In: a pasted block. Out: the same with links as the schema has them; those to no known destination are left out, and the marks that named them. */
export function withDestinations<Block extends Part>(block: Block, destinations: ReadonlyMap<string, StoredDestination>): Part {
  const text = pastedText.safeParse(block).data
  if (!text) return block
  const leading = text.markDefs.flatMap(({ _key, href }) => {
    const destination = destinations.get(href)
    return destination ? [{ _key, _type: 'inlineLink', destination }] : []
  })
  const kept = new Set(leading.map(({ _key }) => _key))
  const lost = new Set(text.markDefs.map(({ _key }) => _key).filter((key) => !kept.has(key)))
  const children = text.children.map((child) => (child.marks ? { ...child, marks: child.marks.filter((mark) => !lost.has(mark)) } : child))
  return { ...block, children, markDefs: leading }
}
