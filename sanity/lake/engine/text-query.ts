import { segmentsOf, wordsOf, hasCjk } from './tokens.ts'

/** What `text::query` asks for: patterns that each must be found in the lines of a text, and some that must not. */
export type TextQuery = { all: readonly string[]; none: readonly string[] }

/** Quoted phrases and words, each with an optional minus before it. */
const PART = /(-?)"([^"]*)"?|(-?)([^\s"]+)/g

/** A pattern that finds words one after the other. Latin words are found whole (or by their start), Chinese ones anywhere in a run. */
const patternOf = (words: readonly string[], isPrefix: boolean): string => {
  const first = words[0] ?? ''
  const last = words.at(-1) ?? ''
  const start = hasCjk(first) ? '*' : '*~'
  const end = hasCjk(last) || isPrefix ? '*' : '~*'
  return start + words.join('~') + end
}

const termPatterns = (text: string): readonly string[] => {
  const isPrefix = text.endsWith('*')
  const patterns: string[] = []
  let latin: string[] = []
  const words = wordsOf(text)
  words.forEach((word, index) => {
    const isLast = index === words.length - 1
    if (!hasCjk(word)) latin.push(word)
    if (latin.length > 0 && (hasCjk(word) || isLast)) {
      patterns.push(patternOf(latin, isPrefix && isLast && !hasCjk(word)))
      latin = []
    }
    // Words of a sentence need not stand side by side: 開源年會 finds 開源軟體社群年會.
    if (hasCjk(word)) patterns.push(...segmentsOf(word).map((segment) => patternOf([segment], false)))
  })
  return patterns
}

/**
 * Nothing to look for (empty, `*`) finds everything.
 * @param text the text a person typed.
 * @returns what must and must not be found.
 */
export const parseTextQuery = (text: string): TextQuery => {
  const all: string[] = []
  const none: string[] = []
  for (const [, phraseMinus, phrase, termMinus, term] of text.matchAll(PART)) {
    if (phrase !== undefined) {
      const words = wordsOf(phrase)
      if (words.length > 0) (phraseMinus === '-' ? none : all).push(patternOf(words, false))
    } else if (term !== undefined) {
      if (termMinus === '-') {
        const words = wordsOf(term)
        if (words.length > 0) none.push(patternOf(words, term.endsWith('*')))
      } else all.push(...termPatterns(term))
    }
  }
  return { all, none }
}
