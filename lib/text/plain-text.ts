import { hasWords } from './words.ts'

/** Any part of a body, as far as its words go. */
export type Worded = { _type: string; text?: string | null; children?: readonly { text?: string | null }[] }

/** The words of one part: its spans, or its own text (quotations); '' for pictures and the like. */
export const partText = (part: Worded): string =>
  part.children?.length ? part.children.map((span) => span.text ?? '').join('') : (part.text ?? '')

/** The words of a body, a line for each part that has any. Only what the article says itself: read-mores and slots are left out. */
export const plainText = (parts: readonly Worded[]): string =>
  parts
    .filter((part) => part._type === 'block' || part._type === 'quotation')
    .map(partText)
    .filter(hasWords)
    .map((text) => text.trim())
    .join('\n')
