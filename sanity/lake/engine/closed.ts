import type { ExprNode } from 'groq-js'
import { mapChildren, visitTree } from './tree.ts'

/** Names of the parameters that stand for what is evaluated once per query. */
export const ONCE_MARK = '\u0000once:'

/** Reads such a parameter: `value` is computed when it is first read. */
export const onceNode = (name: string): ExprNode => ({ type: 'AccessAttribute', name: 'value', base: { type: 'Parameter', name } })

/** The name of the parameter behind `onceNode`, null for any other node. */
export const onceName = (node: ExprNode): string | null =>
  node.type === 'AccessAttribute' && node.base?.type === 'Parameter' && node.base.name.startsWith(ONCE_MARK) ? node.base.name : null

/**
 * A scope within an expression: how many scopes of the expression are around it, as `^` counts them. groq-js makes hidden ones for `[]` and
 * `.field` of lists; `^` passes over them.
 */
type Scope = { around: number; isHidden: boolean }

const within = (scope: Scope | null, isHidden: boolean): Scope => ({
  around: scope === null ? 0 : scope.isHidden ? scope.around : scope.around + 1,
  isHidden,
})

/** Functions that look at `@` without naming it. */
const LOOKING = new Set(['global::references', 'sanity::versionOf', 'sanity::partOfRelease'])

/** Whether a node depends on something outside of the expression: its row, or `^`. */
const looksOut = (node: ExprNode, scope: Scope | null): boolean => {
  if (node.type === 'This' || (node.type === 'AccessAttribute' && node.base === undefined)) return scope === null
  if (node.type === 'Parent') return scope === null || node.n > scope.around
  if (node.type === 'FuncCall' && LOOKING.has(`${node.namespace}::${node.name}`) && scope === null) return true
  if (node.type === 'Filter' || node.type === 'Projection') return looksOut(node.base, scope) || looksOut(node.expr, within(scope, false))
  if (node.type === 'Map' || node.type === 'FlatMap') return looksOut(node.base, scope) || looksOut(node.expr, within(scope, true))
  if (node.type === 'PipeFuncCall') return looksOut(node.base, scope) || node.args.some((arg) => looksOut(arg, within(scope, false)))
  let found = false
  mapChildren(node, (child) => {
    found ||= looksOut(child, scope)
    return child
  })
  return found
}

/** Whether it costs more to evaluate a node than to look up what it gave: it reads documents or calls a function. */
const isWorthwhile = (node: ExprNode): boolean => {
  let found = false
  visitTree(node, (each) => {
    found ||= each.type === 'FuncCall' || each.type === 'Everything' || onceName(each) !== null
  })
  return found && onceName(node) === null
}

/** Parts of nodes that are no expressions themselves. */
const PARTS = new Set<string>(['ArrayElement', 'ObjectAttributeValue', 'ObjectConditionalSplat', 'ObjectSplat', 'SelectAlternative'])

const isMatch = (node: ExprNode): boolean => node.type === 'OpCall' && node.op === 'match'

/**
 * In: a tree ready for evaluation. Out: the same, in which each expression that is evaluated for row after row though nothing of the row is
 * in it is evaluated once, when it is first needed. `make` takes such an expression and answers what stands in its place.
 */
export const hoisted = (tree: ExprNode, make: (closed: ExprNode) => ExprNode): ExprNode => {
  const inRows = (node: ExprNode): ExprNode => {
    if (node.type === 'Asc' || node.type === 'Desc') return { ...node, base: inRows(node.base) }
    if (!PARTS.has(node.type) && isWorthwhile(node) && !looksOut(node, null)) return make(once(node))
    return descend(node, inRows)
  }
  /** What score() looks at stays as it is: it knows `match`, `boost`, `&&` and `||` by their nodes. */
  const inScore = (node: ExprNode): ExprNode => {
    if (node.type === 'And' || node.type === 'Or' || (node.type === 'FuncCall' && node.name === 'boost')) return mapChildren(node, inScore)
    return isMatch(node) ? mapChildren(node, inRows) : inRows(node)
  }
  const descend = (node: ExprNode, change: (node: ExprNode) => ExprNode): ExprNode => {
    if (node.type === 'Filter' || node.type === 'Projection' || node.type === 'Map' || node.type === 'FlatMap') {
      return { ...node, base: change(node.base), expr: inRows(node.expr) }
    }
    if (node.type === 'PipeFuncCall') return { ...node, base: change(node.base), args: node.args.map(node.name === 'score' ? inScore : inRows) }
    return mapChildren(node, change)
  }
  const once = (node: ExprNode): ExprNode => descend(node, once)
  return once(tree)
}
