import { KEPT_SCRIPT_ID } from '../page/kept-script.ts'
import { partText, type Worded } from './plain-text.ts'
import { wordsOf } from './words.ts'

type HeadingLevel = 2 | 3 | 4
/** A heading of a body. `key` is its block's `_key`, `id` its anchor, unique in the page. */
export type Heading = { key: string; id: string; level: HeadingLevel; text: string }

/** Ids that the page's frame uses itself. */
export const reservedIds: readonly string[] = ['title', 'main', 'toc', KEPT_SCRIPT_ID]

/**
 * Letters and digits of any script, the rest as single hyphens; invisible signs count for nothing, so that a typed line break or draft
 * mode changes no anchor. '' when the text has none.
 */
export const anchor = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '')

const levels: Readonly<Record<string, HeadingLevel>> = { h2: 2, h3: 3, h4: 4 }

type Part = Worded & { _key: string; style?: string }

/** All headings in order. A heading without a word is none: it gets no id and no place in the contents. */
export function headingsOf(parts: readonly Part[], reserved: readonly string[] = reservedIds): Heading[] {
  const taken = new Set(reserved)
  return parts.flatMap((part) => {
    const level = part._type === 'block' && part.style ? levels[part.style] : undefined
    const text = wordsOf(partText(part))
    return level && text ? [{ key: part._key, id: free(anchor(text) || 'section', taken), level, text }] : []
  })
}

/** The id itself or with the first free number behind it; it is taken from then on. */
function free(id: string, taken: Set<string>): string {
  let name = id
  for (let count = 2; taken.has(name); count += 1) name = `${id}-${count}`
  taken.add(name)
  return name
}

/** The table of contents: second-level headings only, as readers see it. */
export const contentsOf = (headings: readonly Heading[]): Heading[] => headings.filter((heading) => heading.level === 2)
