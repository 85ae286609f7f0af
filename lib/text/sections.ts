import { headingsOf, type Heading, reservedIds } from './headings.ts'
import type { Worded } from './plain-text.ts'

type Part = Worded & { _key: string; style?: string }

export type BodySection<P> = {
  /** null for what stands before the first second-level heading. */
  heading: Heading | null
  /** What the section says, without its heading and its closing banners. */
  blocks: P[]
  /** Slots at the section's end: 回目錄 stands before them. Empty where there is no heading, then they are in `blocks`. */
  closing: Extract<P, { _type: 'bodySlot' }>[]
}

const isSlot = <P extends Part>(part: P): part is Extract<P, { _type: 'bodySlot' }> => part._type === 'bodySlot'

/**
 * A body in its sections, one for each second-level heading. `ids` has the anchor of every heading by its block's key, deeper ones too.
 * An empty body has no section.
 */
export function bodySections<P extends Part>(
  body: readonly P[],
  reserved: readonly string[] = reservedIds,
): { sections: BodySection<P>[]; headings: Heading[]; ids: ReadonlyMap<string, string> } {
  const headings = headingsOf(body, reserved)
  const byKey = new Map(headings.map((heading) => [heading.key, heading]))
  const sections: BodySection<P>[] = []
  for (const part of body) {
    const heading = byKey.get(part._key)
    if (heading?.level === 2) sections.push({ heading, blocks: [], closing: [] })
    else if (sections.length === 0) sections.push({ heading: null, blocks: [part], closing: [] })
    else sections.at(-1)?.blocks.push(part)
  }
  return {
    sections: sections.map(withClosing),
    headings,
    ids: new Map(headings.map((heading) => [heading.key, heading.id])),
  }
}

function withClosing<P extends Part>(section: BodySection<P>): BodySection<P> {
  if (!section.heading) return section
  const last = section.blocks.findLastIndex((part) => !isSlot(part))
  return {
    ...section,
    blocks: section.blocks.slice(0, last + 1),
    closing: section.blocks.slice(last + 1).filter((part) => isSlot(part)),
  }
}
