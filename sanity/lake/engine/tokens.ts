import { isObject } from './json.ts'

// Scripts written without spaces: a run of them is matched by what it contains, all other words as wholes.
const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u3005\\u30fc'
const WORD = new RegExp(`[${CJK}]+|(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}_])+`, 'gu')
const HAS_CJK = new RegExp(`[${CJK}]`, 'u')
const CJK_RUN = new RegExp(`[${CJK}]+`, 'gu')

// Made once: a segmenter loads its dictionary.
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Whether a text has Chinese (or Japanese) characters. */
export const hasCjk = (text: string): boolean => HAS_CJK.test(text)

/**
 * @param text any text.
 * @returns its words, lower case, full-width Latin made plain; a run of Chinese is one word.
 */
export const wordsOf = (text: string): readonly string[] => text.normalize('NFKC').toLowerCase().match(WORD) ?? []

/**
 * @param run a run of Chinese.
 * @returns the words of it, by the dictionary of Intl.Segmenter.
 */
export const segmentsOf = (run: string): readonly string[] =>
  [...segmenter.segment(run)].filter((part) => part.isWordLike !== false).map((part) => part.segment)

/** The runs of Chinese in a text. */
export const cjkRunsOf = (text: string): readonly string[] => text.normalize('NFKC').match(CJK_RUN) ?? []

/** A text as one token that patterns with wildcards can search: `~word~word~`. Empty for a text without words. */
export const lineOf = (text: string): string => {
  const words = wordsOf(text)
  return words.length === 0 ? '' : `~${words.join('~')}~`
}

const spanText = (child: unknown): string => (isObject(child) && typeof child.text === 'string' ? child.text : '')

const gather = (value: unknown, lines: string[]): void => {
  if (typeof value === 'string') lines.push(lineOf(value))
  else if (Array.isArray(value)) for (const item of value) gather(item, lines)
  else if (isObject(value)) {
    // A word may be half bold: the spans of a block are one text.
    const isBlock = Array.isArray(value.children)
    if (Array.isArray(value.children)) {
      lines.push(lineOf(value.children.map(spanText).join('')))
      gather(
        value.children.filter((child) => isObject(child) && child._type !== 'span'),
        lines,
      )
    }
    for (const [key, inner] of Object.entries(value))
      if (!key.startsWith('_') && !(isBlock && BLOCK_FIELDS.has(key))) gather(inner, lines)
  }
}

const BLOCK_FIELDS = new Set(['children', 'style', 'listItem', 'level'])

/** Every text in a value, deep, as lines; system fields left out. */
export const linesOf = (value: unknown): readonly string[] => {
  const lines: string[] = []
  gather(value, lines)
  return lines.filter((line) => line !== '')
}
