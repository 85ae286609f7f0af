import type { ExprNode } from 'groq-js'
import { globOf, tokensOfPattern, tokensOfText } from './glob.ts'
import { isObject } from './json.ts'
import { ownCall } from './own-call.ts'
import { parseTextQuery, type TextQuery } from './text-query.ts'
import { cjkRunsOf, hasCjk, lineOf, linesOf, segmentsOf, wordsOf } from './tokens.ts'

/** What a `match` looks for: how often each of its terms is in a value. None when the value has no text, or must not be taken. */
type Search = (value: unknown) => readonly number[]

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

const textsOf = (value: unknown): readonly string[] => asList(value).filter((item) => typeof item === 'string')

/** The patterns of a plain `match`, runs of Chinese replaced by "contains each word of it". */
const chinesePatterns = (text: string): readonly string[] => {
  if (!hasCjk(text)) return [text]
  const runs = cjkRunsOf(text)
  const rest = runs.reduce((left, run) => left.replace(run, ' '), text.normalize('NFKC'))
  const words = runs.flatMap(segmentsOf).map((word) => `*${word}*`)
  // What is left of 「開源*」 is a star, which would ask for one more token of any kind.
  return /[\p{L}\p{N}]/u.test(rest) ? [...words, rest] : words
}

/** How often each pattern takes a token. None where there are no tokens or no patterns. */
const counts = (tokens: readonly string[], globs: readonly ReturnType<typeof globOf>[]): readonly number[] =>
  tokens.length === 0 ? [] : globs.map((takes) => tokens.filter(takes).length)

/** The tokens of all texts and, where they have Chinese, the words of it, also of lists within the list: more is found, nothing less. */
const tokensOfValue = (value: unknown): readonly string[] => {
  const words = asList(value).flatMap(textsOf).filter(hasCjk).flatMap(wordsOf)
  return [...textsOf(value).flatMap(tokensOfText), ...words.map((word) => word.toLowerCase())]
}

/** The patterns of the right side of a plain `match`; null when it is no text and no list of texts. */
const patternsOf = (right: unknown): readonly string[] | null => {
  const texts = textsOf(right)
  return texts.length === asList(right).length ? texts.flatMap(chinesePatterns).flatMap(tokensOfPattern) : null
}

const plain = (right: unknown): Search => {
  const globs = (patternsOf(right) ?? []).map(globOf)
  return (value) => counts(tokensOfValue(value), globs)
}

const kept = new WeakMap<object, readonly string[]>()

/** The lines of an object's texts, deep; kept as long as the object is. */
const linesOfObject = (object: object): readonly string[] => {
  const known = kept.get(object) ?? linesOf(object)
  kept.set(object, known)
  return known
}

const linesOfValue = (value: unknown): readonly string[] =>
  asList(value).flatMap((item) =>
    typeof item === 'string' ? [lineOf(item)] : isObject(item) || Array.isArray(item) ? linesOfObject(item) : [],
  )

/** `text::query("…")`: lines of the text against patterns. */
const textQuery = ({ all, none }: TextQuery): Search => {
  const [wanted, excluded] = [all.map(globOf), none.map(globOf)]
  return (value) => {
    const lines = linesOfValue(value)
    if (excluded.some((takes) => lines.some(takes))) return []
    // What only excludes takes all the rest.
    return wanted.length === 0 ? [1] : counts(lines, wanted)
  }
}

const takes = (frequencies: readonly number[]): boolean =>
  frequencies.length > 0 && frequencies.every((frequency) => frequency > 0)

/** Texts for groq-js' own `match`, which score() knows how to weigh: each term as often as it was found. */
const marks = (frequencies: readonly number[]): readonly string[] =>
  frequencies.flatMap((frequency, index) => Array<string>(frequency).fill(`t${index}`))
const terms = (frequencies: readonly number[]): readonly string[] => frequencies.map((_frequency, index) => `t${index}`)

const matching = (
  compute: (args: { left: unknown; right: unknown }) => readonly number[],
  args: { left: ExprNode; right: ExprNode },
  isScored: boolean,
): ExprNode => {
  const call = (shown: (frequencies: readonly number[]) => unknown) =>
    ownCall(({ left, right }) => shown(compute({ left, right })), args)
  return isScored ? { type: 'OpCall', op: 'match', left: call(marks), right: call(terms) } : call(takes)
}

const NOTHING: ExprNode = { type: 'Value', value: null }

/** `left match text::query(text)`. */
export const textMatch = (left: ExprNode, text: string, isScored: boolean): ExprNode => {
  const { all, none } = parseTextQuery(text)
  // Nothing to look for finds everything: the texts need not be read.
  if (all.length + none.length === 0) return { type: 'Value', value: true }
  const search = textQuery({ all, none })
  return matching((args) => search(args.left), { left, right: NOTHING }, isScored)
}

/** `left match right`; `literal` is the right side when it is known already. */
export const plainMatch = (
  left: ExprNode,
  right: ExprNode,
  literal: { value: unknown } | null,
  isScored: boolean,
): ExprNode => {
  if (literal === null) return matching((args) => plain(args.right)(args.left), { left, right }, isScored)
  const search = plain(literal.value)
  return matching((args) => search(args.left), { left, right: NOTHING }, isScored)
}
