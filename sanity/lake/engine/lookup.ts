import type { ExprNode } from 'groq-js'
import { constraintOf, pathOf } from './constraint.ts'
import { literalOf, ungroup, visitTree } from './tree.ts'

/**
 * What a filter of `*` says of `^`, the thing around it: `_id in ^.items[].x._ref`, `_id == ^.x._ref`, `_type == "t" && x._ref == ^._id`.
 * `expr` is that side of the equation, as it reads outside of the filter. `rest` are the parts of the filter that are still to be asked.
 */
export type Lookup = { expr: ExprNode; rest: readonly ExprNode[] } & (
  | { kind: 'ids' }
  | { kind: 'id' }
  | { kind: 'reference'; type: string; path: string; equation: ExprNode }
)

/** Nothing in it looks further out than itself: it means the same wherever it stands. */
const isClosed = (node: ExprNode): boolean => {
  let closed = true
  visitTree(node, ({ type }) => {
    if (type === 'Parent' || type === 'Everything') closed = false
  })
  return closed
}

/** A path that begins at `^`, read one scope further out; null for anything else. */
const outside = (node: ExprNode): ExprNode | null => {
  if (node.type === 'Parent') return node.n === 1 ? { type: 'This' } : { type: 'Parent', n: node.n - 1 }
  if (
    node.type === 'Group' ||
    node.type === 'ArrayCoerce' ||
    node.type === 'AccessElement' ||
    (node.type === 'AccessAttribute' && node.base !== undefined)
  ) {
    const base = node.base === undefined ? null : outside(node.base)
    return base === null ? null : { ...node, base }
  }
  if ((node.type === 'Map' || node.type === 'FlatMap' || node.type === 'Filter') && isClosed(node.expr)) {
    const base = outside(node.base)
    return base === null ? null : { ...node, base }
  }
  return null
}

/** `path == ^…` in either order, and `path in ^…`. */
const equationOf = (node: ExprNode): { op: '==' | 'in'; path: string; expr: ExprNode } | null => {
  if (node.type !== 'OpCall' || (node.op !== '==' && node.op !== 'in')) return null
  for (const [field, other] of node.op === '=='
    ? [[node.left, node.right] as const, [node.right, node.left] as const]
    : [[node.left, node.right] as const]) {
    const [path, expr] = [pathOf(field), outside(ungroup(other))]
    if (path !== null && expr !== null) return { op: node.op, path, expr }
  }
  return null
}

const isTypeEquality = (node: ExprNode): boolean =>
  node.type === 'OpCall' &&
  node.op === '==' &&
  [[node.left, node.right] as const, [node.right, node.left] as const].some(
    ([field, constant]) => pathOf(field) === '_type' && literalOf(constant) !== null,
  )

/**
 * @param parts the parts of a filter of `*`.
 * @returns what can be looked up, or null when they say nothing of `^`, or something better without it.
 */
export const lookupOf = (parts: readonly ExprNode[]): Lookup | null => {
  const known = constraintOf(parts)
  if (known?.some(({ kind }) => kind !== 'type')) return null
  const equations = parts.map((part) => ({ part, equation: equationOf(part) }))
  const without = (...gone: readonly ExprNode[]) => parts.filter((part) => !gone.includes(part))
  for (const { part, equation } of equations) {
    if (equation?.path === '_id')
      return { kind: equation.op === 'in' ? 'ids' : 'id', expr: equation.expr, rest: without(part) }
  }
  const types = parts.filter(isTypeEquality)
  const type = known?.[0]
  if (types.length !== 1 || known?.length !== 1 || type?.kind !== 'type') return null
  for (const { part, equation } of equations) {
    if (equation?.op !== '==' || !/^[^.]+(?:\.[^.]+)*\._ref$/.test(equation.path)) continue
    return {
      kind: 'reference',
      type: type.type,
      path: equation.path,
      expr: equation.expr,
      rest: without(part),
      equation: part,
    }
  }
  return null
}
