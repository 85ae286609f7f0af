import type { ExprNode } from 'groq-js'
import { ownCall } from './own-call.ts'
import { forEachChild, mapChildren } from './tree.ts'
import { makeIsIn } from './values.ts'

/** Names of the parameters that stand for what is evaluated once per query. */
export const ONCE_MARK = '\u0000once:'

/** Reads such a parameter: `value` is computed when it is first read. */
export const onceNode = (name: string): ExprNode => ({
  type: 'AccessAttribute',
  name: 'value',
  base: { type: 'Parameter', name },
})

/** The name of the parameter behind `onceNode`, null for any other node. */
export const onceName = (node: ExprNode): string | null =>
  node.type === 'AccessAttribute' && node.base?.type === 'Parameter' && node.base.name.startsWith(ONCE_MARK)
    ? node.base.name
    : null

/** Functions that look at `@` without naming it. */
const LOOKING = new Set(['global::references', 'sanity::versionOf', 'sanity::partOfRelease'])

/** How far out a node looks from its scope: -1 not at all, 0 at `@`, 1 at `^`, 2 at `^.^` … */
type Reach = number

/** What `looks` are known already, for scopes that are hidden and for others. */
type Known = { hidden: Map<ExprNode, Reach>; open: Map<ExprNode, Reach> }

/**
 * The reach of a node. groq-js makes a scope for each filter, projection and pipe function, and a hidden one for `[]` and `.field` of lists:
 * `^` passes over hidden scopes, but begins in them.
 */
const reachOf = (node: ExprNode, isHidden: boolean, known: Known): Reach => {
  const memo = isHidden ? known.hidden : known.open
  const found = memo.get(node)
  if (found !== undefined) return found
  let reach: Reach = -1
  const here = (child: ExprNode) => {
    reach = Math.max(reach, reachOf(child, isHidden, known))
  }
  const inner = (child: ExprNode, isHiddenThere: boolean) => {
    const from = reachOf(child, isHiddenThere, known)
    if (from > 0) reach = Math.max(reach, isHidden ? from : from - 1)
  }
  if (node.type === 'This' || (node.type === 'AccessAttribute' && node.base === undefined)) reach = 0
  else if (node.type === 'Parent') reach = node.n
  else if (node.type === 'Filter' || node.type === 'Projection' || node.type === 'Map' || node.type === 'FlatMap') {
    here(node.base)
    inner(node.expr, node.type === 'Map' || node.type === 'FlatMap')
  } else if (node.type === 'PipeFuncCall') {
    here(node.base)
    for (const arg of node.args) inner(arg, false)
  } else {
    if (node.type === 'FuncCall' && LOOKING.has(`${node.namespace}::${node.name}`)) reach = 0
    forEachChild(node, here)
  }
  memo.set(node, reach)
  return reach
}

/** Whether it costs more to evaluate a node than to look up what it gave: it reads documents or calls a function. */
const isWorthwhile = (node: ExprNode, known: Map<ExprNode, boolean>): boolean => {
  const memo = known.get(node)
  if (memo !== undefined) return memo
  let found = node.type === 'FuncCall' || node.type === 'Everything' || onceName(node) !== null
  if (!found) forEachChild(node, (child) => (found ||= isWorthwhile(child, known)))
  known.set(node, found)
  return found
}

/** Parts of nodes that are no expressions themselves. */
const PARTS = new Set<string>([
  'ArrayElement',
  'ObjectAttributeValue',
  'ObjectConditionalSplat',
  'ObjectSplat',
  'SelectAlternative',
])

const isMatch = (node: ExprNode): boolean => node.type === 'OpCall' && node.op === 'match'

/** `x in` a list that is made once: looked up. */
const lookedUp = (node: ExprNode): ExprNode => {
  if (node.type !== 'OpCall' || node.op !== 'in' || onceName(node.right) === null) return node
  const isIn = makeIsIn()
  return ownCall(({ left, right }) => isIn(left, right), { left: node.left, right: node.right })
}

/**
 * `make` takes such an expression and answers what stands in its place. Takes a tree ready for evaluation.
 * @returns the same, in which each expression that is evaluated for row after row though nothing of the row is in it is evaluated once, when it is
 * first needed.
 */
export const hoisted = (tree: ExprNode, make: (closed: ExprNode) => ExprNode): ExprNode => {
  const known: Known = { hidden: new Map(), open: new Map() }
  const worthwhile = new Map<ExprNode, boolean>()
  const inRows = (node: ExprNode): ExprNode => {
    if (onceName(node) !== null || !isWorthwhile(node, worthwhile)) return node
    const isWhole = !PARTS.has(node.type) && node.type !== 'Asc' && node.type !== 'Desc'
    // Whether the row's own scope is hidden makes no difference to what looks at nothing of it.
    return isWhole && reachOf(node, false, known) === -1 ? make(once(node)) : descend(node, inRows)
  }
  /** What score() looks at stays as it is: it knows `match`, `boost`, `&&` and `||` by their nodes. */
  const inScore = (node: ExprNode): ExprNode => {
    if (node.type === 'And' || node.type === 'Or' || (node.type === 'FuncCall' && node.name === 'boost'))
      return mapChildren(node, inScore)
    return isMatch(node) ? mapChildren(node, inRows) : inRows(node)
  }
  const descend = (node: ExprNode, change: (node: ExprNode) => ExprNode): ExprNode => {
    if (node.type === 'Filter' || node.type === 'Projection' || node.type === 'Map' || node.type === 'FlatMap') {
      return { ...node, base: change(node.base), expr: inRows(node.expr) }
    }
    if (node.type === 'PipeFuncCall')
      return { ...node, base: change(node.base), args: node.args.map(node.name === 'score' ? inScore : inRows) }
    return lookedUp(mapChildren(node, change))
  }
  /** For what is evaluated once anyway. */
  const once = (node: ExprNode): ExprNode => (isWorthwhile(node, worthwhile) ? descend(node, once) : node)
  return once(tree)
}
