import type { ExprNode, FilterNode, FuncCallNode, OpCallNode, PipeFuncCallNode } from 'groq-js'
import { hoisted, ONCE_MARK, onceNode } from './closed.ts'
import { constraintOf, tagOfAtom, type Atom } from './constraint.ts'
import { corrected } from './corrected.ts'
import { lookupOf, type Lookup } from './lookup.ts'
import { plainMatch, textMatch } from './match-text.ts'
import { ordering } from './ordering.ts'
import { ownCall } from './own-call.ts'
import { compile, type Compiled } from './compile.ts'
import { conjunctsOf, literalOf, mapChildren, needsAsync, ungroup, visitTree } from './tree.ts'

/**
 * groq-js' `dereference` hook may answer a list as well as a document: `{_ref: FOUND_MARK + number of the search + "\u0000" + id}->` asks for
 * the documents that refer to an id. No id can begin with it.
 */
export const FOUND_MARK = '\u0000found:'

/** A set of documents found by what they refer to, and what else they must fulfil. */
export type Search = { type: string; path: string; predicates: readonly Compiled[] }

/** What is made at most once per query, when it is first needed: documents that fit an atom (null: all) and the predicates, or what a tree gives. */
export type Once =
  | {
      kind: 'documents'
      atoms: readonly Atom[] | null
      predicates: readonly Compiled[]
      /** The sync tags that it adds when it is needed. */
      tags: readonly string[]
    }
  | { kind: 'tree'; tree: ExprNode }

/** A tree made ready for evaluation. */
export type Rewritten = {
  tree: ExprNode
  /** By parameter name. */
  onces: ReadonlyMap<string, Once>
  searches: readonly Search[]
  /** The sync tags known before evaluation; dereferences, lookups and `onces` add theirs. */
  tags: ReadonlySet<string>
  /** Whether it uses what groq-js only evaluates asynchronously. */
  isAsync: boolean
}

const value = (content: unknown): ExprNode => ({ type: 'Value', value: content })
const splat = (node: ExprNode) => ({ type: 'ArrayElement' as const, value: node, isSplat: true })
const list = (nodes: readonly ExprNode[]): ExprNode => ({ type: 'Array', elements: nodes.map(splat) })

const follow = (id: ExprNode): ExprNode => ({
  type: 'Deref',
  base: { type: 'Object', attributes: [{ type: 'ObjectAttributeValue', name: '_ref', value: id }] },
})

const call = (name: string, arg: ExprNode): ExprNode => ({ type: 'FuncCall', namespace: 'array', name, args: [arg] })

/** The documents of some ids, each once, in order of ids. They are found as references are, which gives the answer its tags too. */
const byIds = (kind: 'id' | 'ids', expr: ExprNode): ExprNode => {
  if (kind === 'id')
    return call('compact', { type: 'Array', elements: [{ type: 'ArrayElement', value: follow(expr), isSplat: false }] })
  const found = call('compact', { type: 'Map', base: call('unique', expr), expr: follow({ type: 'This' }) })
  // A list even where `^` has none: nothing is in it then.
  return list([
    {
      type: 'PipeFuncCall',
      name: 'order',
      base: found,
      args: [{ type: 'Asc', base: { type: 'AccessAttribute', name: '_id' } }],
    },
  ])
}

/** `a && b` of a filter, asked in turn: groq-js would evaluate both for every document. */
const inTurn = (parts: readonly ExprNode[]): ExprNode =>
  parts.reduceRight((rest, part) => ({
    type: 'Select',
    alternatives: [{ type: 'SelectAlternative', condition: part, value: rest }],
  }))

/** Parts of a filter that are plain JavaScript, and those that are left to groq-js. */
const splitPredicates = (
  parts: readonly ExprNode[],
): { predicates: readonly Compiled[]; rest: readonly ExprNode[] } => {
  const tried = parts.map((part) => ({ part, predicate: compile(part) }))
  return {
    predicates: tried.flatMap(({ predicate }) => predicate ?? []),
    rest: tried.filter(({ predicate }) => predicate === null).map(({ part }) => part),
  }
}

const makesInstants = (tree: ExprNode): boolean => {
  let found = false
  visitTree(tree, (node) => {
    found ||= node.type === 'FuncCall' && (node.namespace === 'dateTime' || node.name === 'dateTime')
  })
  return found
}

/**
 * @param parsed a parsed query.
 * @returns the same question for groq-js: what it answers wrongly set right, `match` of Chinese, `*` narrowed to the documents its filter can take,
 * `&&` of filters asked in turn, what is the same for every row evaluated once; and the sync tags of every set it reads.
 */
export const rewrite = (parsed: ExprNode): Rewritten => {
  const onces = new Map<string, Once>()
  const searches: Search[] = []
  const tags = new Set<string>()
  const hasInstants = makesInstants(parsed)

  const once = (what: Once): ExprNode => {
    const name = `${ONCE_MARK}${onces.size}`
    onces.set(name, what)
    return onceNode(name)
  }

  /** `*` under these filters, and the predicates of the innermost. */
  const narrowed = (filters: readonly ExprNode[], predicates: readonly Compiled[], isLastResort = false): ExprNode => {
    const atoms = constraintOf(filters)
    const read = atoms === null ? ['any'] : atoms.map(tagOfAtom)
    if (atoms === null && predicates.length === 0) {
      tags.add('any')
      return { type: 'Everything' }
    }
    // What is looked up by a reference has a narrower tag: that of the whole set counts only when it has to be gone through.
    if (!isLastResort) for (const tag of read) tags.add(tag)
    return once({ kind: 'documents', atoms, predicates, tags: isLastResort ? read : [] })
  }

  const filtered = (base: ExprNode, parts: readonly ExprNode[]): ExprNode =>
    parts.length === 0 ? base : { type: 'Filter', base, expr: inTurn(parts.map(change)) }

  /** The documents that refer to what `^…` gives. Only a text can be looked up: fields that are missing are equal to a `^` that has none. */
  const referring = (
    lookup: Lookup & { kind: 'reference' },
    predicates: readonly Compiled[],
    otherwise: ExprNode,
  ): ExprNode => {
    searches.push({ type: lookup.type, path: lookup.path, predicates })
    const id = change(lookup.expr)
    const found = list([
      follow({ type: 'OpCall', op: '+', left: value(`${FOUND_MARK}${searches.length - 1}\u0000`), right: id }),
    ])
    const isText: ExprNode = { type: 'OpCall', op: '>=', left: id, right: value('') }
    return {
      type: 'Select',
      alternatives: [{ type: 'SelectAlternative', condition: isText, value: found }],
      fallback: otherwise,
    }
  }

  /** Filters over filters down to `*`: together they say which documents can be taken. */
  const filter = ({ base, expr }: FilterNode, outer: readonly ExprNode[]): ExprNode => {
    const parts = conjunctsOf(expr)
    const bare = ungroup(base)
    if (bare.type === 'Filter') return filtered(filter(bare, [expr, ...outer]), parts)
    if (bare.type !== 'Everything') return filtered(change(base), parts)
    const lookup = lookupOf(parts)
    if (lookup !== null && lookup.kind !== 'reference')
      return filtered(byIds(lookup.kind, change(lookup.expr)), lookup.rest)
    const { predicates, rest } = splitPredicates(lookup?.rest ?? parts)
    const tried = narrowed([expr, ...outer], predicates, lookup !== null)
    if (lookup === null) return filtered(tried, rest)
    return filtered(referring(lookup, predicates, tried), [lookup.equation, ...rest])
  }

  const match = (node: OpCallNode, isScored: boolean): ExprNode => {
    const right = ungroup(node.right)
    if (right.type !== 'FuncCall' || right.namespace !== 'text')
      return plainMatch(change(node.left), change(node.right), literalOf(node.right), isScored)
    const text = right.args[0] === undefined ? null : literalOf(right.args[0])
    return textMatch(change(node.left), String(text?.value), isScored)
  }

  /** The arguments of score(): `match` there has a weight. */
  const scored = (node: ExprNode): ExprNode => {
    const bare = ungroup(node)
    if (bare.type === 'And' || bare.type === 'Or')
      return { ...bare, left: scored(bare.left), right: scored(bare.right) }
    if (bare.type === 'OpCall' && bare.op === 'match') return match(bare, true)
    return bare.type === 'FuncCall' && bare.name === 'boost' ? boosted(bare) : change(bare)
  }

  /** A boost below zero is none: the specification takes the predicate for null then. */
  const boosted = (node: FuncCallNode): ExprNode => {
    const [predicate = value(null), number = value(null)] = node.args
    const weight = ownCall((args) => (typeof args.number === 'number' && args.number >= 0 ? args.number : null), {
      number: change(number),
    })
    return { ...node, args: [scored(predicate), weight] }
  }

  const piped = (node: PipeFuncCallNode): ExprNode => {
    const args = node.args.map(node.name === 'score' ? scored : change)
    const changed = { ...node, base: change(node.base), args }
    return node.name === 'order' ? ordering(node, changed) : changed
  }

  const change = (node: ExprNode): ExprNode => {
    if (node.type === 'Everything') return narrowed([], [])
    if (node.type === 'Filter') return filter(node, [])
    if (node.type === 'PipeFuncCall') return piped(node)
    if (node.type === 'OpCall' && node.op === 'match') return match(node, false)
    if (node.type === 'FuncCall' && node.namespace === 'releases') tags.add('type:system.release')
    return corrected(mapChildren(node, change), node, hasInstants)
  }

  const changed = change(parsed)
  // The asynchronous evaluation has streams in the place of lists, and no once.
  const isAsync = needsAsync(parsed)
  const tree = isAsync ? changed : hoisted(changed, (closed) => once({ kind: 'tree', tree: closed }))
  return { tree, onces, searches, tags, isAsync }
}
