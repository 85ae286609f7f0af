import type { ExprNode } from 'groq-js'
import { constraintOf, tagOfAtom, type Atom } from './constraint.ts'
import { lookupOf, type Lookup } from './lookup.ts'
import { screenOf, type Screen } from './screen.ts'
import { notConstant, parseTextQuery } from './text-query.ts'
import { cjkRunsOf, hasCjk, segmentsOf } from './tokens.ts'
import { conjunctsOf, literalOf, mapChildren, ungroup } from './tree.ts'

/**
 * groq-js lets nobody add functions. Its `dereference` hook is the one door: `{_ref: MARK + text}->` asks the hook, which answers
 * tokens for these marks instead of a document. No id can begin with them.
 */
export const LINE_MARK = '\u0000line:'
export const WORDS_MARK = '\u0000words:'
/** `{_ref: FOUND_MARK + number of the search + "\u0000" + id}->` asks for the documents that refer to an id. */
export const FOUND_MARK = '\u0000found:'
/** A field that documents answer to without having it (not enumerable): the lines of all their text. */
export const LINES_FIELD = '\u0000lines'
/** Names of the parameters that stand for narrowed sets of documents. */
const SET_MARK = '\u0000set:'

/** A set of documents found by what they refer to, and what else they must fulfil. */
export type Search = { type: string; path: string; screens: readonly Screen[] }

/** A tree made ready for evaluation. */
export type Rewritten = {
  tree: ExprNode
  /** The sets of documents that replace `*`, by parameter name. */
  sets: ReadonlyMap<string, readonly Atom[]>
  searches: readonly Search[]
  /** The sync tags known before evaluation; dereferences add theirs. */
  tags: ReadonlySet<string>
  /** Whether documents must answer to LINES_FIELD. */
  searchesText: boolean
}

const value = (content: unknown): ExprNode => ({ type: 'Value', value: content })
const splat = (node: ExprNode) => ({ type: 'ArrayElement' as const, value: node, isSplat: true })
const list = (nodes: readonly ExprNode[]): ExprNode => ({ type: 'Array', elements: nodes.map(splat) })

const follow = (id: ExprNode): ExprNode => ({ type: 'Deref', base: { type: 'Object', attributes: [{ type: 'ObjectAttributeValue', name: '_ref', value: id }] } })

const askHook = (mark: string, text: ExprNode): ExprNode => follow({ type: 'OpCall', op: '+', left: value(mark), right: text })

/** Everything that may be text in what a node gives: a text, a list of texts, Portable Text. What it is not gives null and falls out. */
const shapesOf = (node: ExprNode, mark: string): ExprNode[] => [
  askHook(mark, node),
  { type: 'FlatMap', base: { type: 'ArrayCoerce', base: node }, expr: askHook(mark, { type: 'This' }) },
  askHook(mark, { type: 'FuncCall', namespace: 'pt', name: 'text', args: [node] }),
]

const sourcesOf = (left: ExprNode): readonly ExprNode[] => {
  const bare = ungroup(left)
  return bare.type === 'Array' ? bare.elements.map((element) => element.value) : [bare]
}

const matching = (left: ExprNode, patterns: readonly string[]): ExprNode => ({ type: 'OpCall', op: 'match', left, right: value(patterns) })

/** `x match text::query("…")`: lines of the text against patterns. */
const textMatch = (left: ExprNode, text: string): ExprNode => {
  const { all, none } = parseTextQuery(text)
  const lines = list(
    sourcesOf(left).flatMap((source): ExprNode[] => [
      ...shapesOf(source, LINE_MARK),
      { type: 'AccessAttribute', base: source, name: LINES_FIELD },
    ]),
  )
  const found: ExprNode = all.length === 0 ? value(true) : matching(lines, all)
  const without = (pattern: string): ExprNode => ({ type: 'Not', base: matching(lines, [pattern]) })
  return none.reduce<ExprNode>((node, pattern) => ({ type: 'And', left: node, right: without(pattern) }), found)
}

/** The patterns of a plain `match`, runs of Chinese replaced by "contains each word of it". */
const chinesePatterns = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => {
    if (!hasCjk(text)) return [text]
    const runs = cjkRunsOf(text)
    const rest = runs.reduce((left, run) => left.replace(run, ' '), text.normalize('NFKC'))
    const words = runs.flatMap(segmentsOf).map((word) => `*${word}*`)
    // What is left of 「開源*」 is a star, which would ask for one more token of any kind.
    return /[\p{L}\p{N}]/u.test(rest) ? [...words, rest] : words
  })

/** Plain `match`: its own tokens and, where the text has Chinese, the words of it: more is found, nothing less. */
const plainMatch = (left: ExprNode, right: ExprNode): ExprNode => {
  const literal = literalOf(right)
  const texts: unknown[] = literal === null ? [] : Array.isArray(literal.value) ? literal.value : [literal.value]
  const known = texts.filter((text) => typeof text === 'string')
  const isKnown = literal !== null && known.length === texts.length
  const words = sourcesOf(left).flatMap((source) => shapesOf(source, WORDS_MARK).slice(0, 2))
  const own = ungroup(left)
  const elements = own.type === 'Array' ? own.elements : [{ type: 'ArrayElement' as const, value: own, isSplat: false }, splat(own)]
  return {
    type: 'OpCall',
    op: 'match',
    left: { type: 'Array', elements: [...elements, ...words.map(splat)] },
    right: isKnown ? value(chinesePatterns(known)) : right,
  }
}

const call = (name: string, arg: ExprNode): ExprNode => ({ type: 'FuncCall', namespace: 'array', name, args: [arg] })

/** The documents of some ids, each once, in order of ids. They are found as references are, which gives the answer its tags too. */
const byIds = ({ kind, expr }: Lookup): ExprNode => {
  if (kind === 'id') return call('compact', { type: 'Array', elements: [{ type: 'ArrayElement', value: follow(expr), isSplat: false }] })
  const found = call('compact', { type: 'Map', base: call('unique', expr), expr: follow({ type: 'This' }) })
  // A list even where `^` has none: nothing is in it then.
  return list([{ type: 'PipeFuncCall', name: 'order', base: found, args: [{ type: 'Asc', base: { type: 'AccessAttribute', name: '_id' } }] }])
}

/** `a && b` of a filter, asked in turn: groq-js would evaluate both for every document. */
const inTurn = (parts: readonly ExprNode[]): ExprNode =>
  parts.reduceRight((rest, part) => ({ type: 'Select', alternatives: [{ type: 'SelectAlternative', condition: part, value: rest }] }))

/**
 * In: a parsed query and its text. Out: the same question for groq-js: `text::query` and Chinese words made matchable, `*` narrowed to
 * the documents its filter can take, `&&` of filters asked in turn; and the sync tags of every set it reads.
 * Throws LakeError 400 for text::query with something that is not constant.
 */
export const rewrite = (parsed: ExprNode, query: string): Rewritten => {
  const sets = new Map<string, readonly Atom[]>()
  const searches: Search[] = []
  const tags = new Set<string>()
  let searchesText = false

  const narrowed = (filters: readonly ExprNode[]): ExprNode => {
    const atoms = constraintOf(filters)
    if (atoms === null) {
      tags.add('any')
      return { type: 'Everything' }
    }
    for (const atom of atoms) tags.add(tagOfAtom(atom))
    const name = `${SET_MARK}${JSON.stringify(atoms)}`
    sets.set(name, atoms)
    return { type: 'Parameter', name }
  }

  /** Filters over filters down to `*`: together they say which documents can be taken. */
  const filterBase = (base: ExprNode, filters: readonly ExprNode[]): ExprNode => {
    const bare = ungroup(base)
    if (bare.type === 'Everything') return narrowed(filters)
    if (bare.type === 'Filter') return filter(bare.base, bare.expr, filters)
    return change(base)
  }

  const filtered = (base: ExprNode, parts: readonly ExprNode[]): ExprNode =>
    parts.length === 0 ? base : { type: 'Filter', base, expr: inTurn(parts.map(change)) }

  const filter = (base: ExprNode, expr: ExprNode, outer: readonly ExprNode[]): ExprNode => {
    const parts = conjunctsOf(expr)
    const lookup = ungroup(base).type === 'Everything' ? lookupOf(parts) : null
    if (lookup !== null && lookup.kind !== 'reference') return filtered(byIds(lookup), lookup.rest)
    const tried = filtered(filterBase(base, [expr, ...outer]), parts)
    if (lookup === null) return tried
    const screened = lookup.rest.map((part) => ({ part, screen: screenOf(part) }))
    const screens = screened.flatMap(({ screen }) => screen ?? [])
    const rest = screened.filter(({ screen }) => screen === null).map(({ part }) => part)
    searches.push({ type: lookup.type, path: lookup.path, screens })
    const found = list([askHook(`${FOUND_MARK}${searches.length - 1}\u0000`, lookup.expr)])
    // Only a text can be looked up: fields that are missing are equal to a `^` that has none.
    const isText: ExprNode = { type: 'OpCall', op: '>=', left: lookup.expr, right: value('') }
    return { type: 'Select', alternatives: [{ type: 'SelectAlternative', condition: isText, value: filtered(found, rest) }], fallback: tried }
  }

  const change = (node: ExprNode): ExprNode => {
    if (node.type === 'Everything') return narrowed([])
    if (node.type === 'Filter') return filter(node.base, node.expr, [])
    if (node.type === 'FuncCall' && node.namespace === 'releases') tags.add('type:system.release')
    if (node.type === 'OpCall' && node.op === 'match') {
      const right = ungroup(node.right)
      if (right.type !== 'FuncCall' || right.namespace !== 'text' || right.name !== 'query') {
        return plainMatch(change(node.left), change(node.right))
      }
      const text = right.args[0] === undefined ? null : literalOf(right.args[0])
      if (text === null || typeof text.value !== 'string') throw notConstant(query)
      searchesText = true
      return textMatch(change(node.left), text.value)
    }
    return mapChildren(node, change)
  }

  const tree = change(parsed)
  return { tree, sets, searches, tags, searchesText }
}
