/** A run of text; `nb`: it must not be broken across lines (GPT-4, 17,500 USDT). */
export type Piece = { text: string; nb: boolean }
/** A clause moves to the next line whole. `space`: a space follows it, outside the clause. */
export type Clause = { pieces: Piece[]; space: boolean }

/** Draft mode hides edit links in runs of invisible signs: only a zero-width space that stands alone was typed by an editor. */
const invisible = '\\u200b-\\u200f\\u2060-\\u206f\\ufeff'
const typedBreak = `(?<![${invisible}])\\u200b(?![${invisible}])`
const stop = '[，；：！？。]'
const closer = '[」』）》〉】〕”’]'
/** After the last of a run such as ！？」, never inside it; and never before the invisible signs that belong to the words before. What is quick to refuse comes first: a run of ten thousand brackets is looked back over once. */
const afterStop = `(?!${stop}|${closer}|[${invisible}])(?<=${stop}${closer}*)`
/** Before a bracket that adds something, 贈金（入金活動）; never after another that opens, nor after invisible signs. */
const beforeAside = `(?=（)(?<![「『（《〈【〔“‘${invisible}])`
const boundary = new RegExp(`${typedBreak}|${afterStop}|${beforeAside}`, 'u')

/**
 * An amount with its unit; words joined by a hyphen or the like. Long ones may break: at 320 px they would not fit a line.
 * Each begins only where its run begins: tried from every letter of a pasted key of 20,000, they stopped the process for seconds.
 */
const amount = /(?=\d)(?<!\d[,.]*)\d(?:[\d,.]*\d)?[ \u00a0]?(?:%|[A-Z]{2,5}(?![A-Za-z]))/
const joined = /(?<![A-Za-z0-9])[A-Za-z0-9]+(?:[-‐'’./][A-Za-z0-9]+)+/
const figures = /(?<!\d)\d+(?:[.,]\d+)+/
const together = new RegExp([amount, joined, figures].map(({ source }) => source).join('|'), 'g')
const LONGEST = 18

/** Splits any line of text at what must stay together. The pieces joined give the text again. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = []
  let from = 0
  for (const match of text.matchAll(together)) {
    if (match[0].length > LONGEST) continue
    if (match.index > from) found.push({ text: text.slice(from, match.index), nb: false })
    found.push({ text: match[0], nb: true })
    from = match.index + match[0].length
  }
  if (from < text.length) found.push({ text: text.slice(from), nb: false })
  return found
}

/** White space without U+FEFF, which `trim` would take although draft mode's signs end with it. */
const outer = /^[^\S\ufeff]+|(?<![^\S\ufeff])[^\S\ufeff]+$/gu
const trimmed = (text: string) => text.replace(outer, '')

/**
 * A title in its clauses: after ，；：！？。 with the brackets that close there, before （, and at a zero-width space an editor typed. Without the
 * zero-width spaces and outer spaces, the clauses with their spaces give the title again.
 */
export function titleClauses(title: string): Clause[] {
  const parts = trimmed(title).split(boundary)
  return parts.flatMap((part, index) => {
    const text = trimmed(part)
    if (!text) return []
    const space = index < parts.length - 1 && (/\s$/u.test(part) || /^\s/u.test(parts[index + 1] ?? ''))
    return [{ pieces: pieces(text), space }]
  })
}

/** Draft mode's edit link: a long run of invisible signs at the end of a text. Empty outside of draft mode. */
export const editLinkOf = (text: string): string => new RegExp(`[${invisible}]{8,}$`, 'u').exec(text)?.[0] ?? ''
