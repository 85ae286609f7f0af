import type { ExprNode, OpCallNode } from 'groq-js'
import { instantOf, writable } from './instant.ts'
import { ownCall } from './own-call.ts'
import { pathOfText } from './path-pattern.ts'
import { isPlainText } from './text-order.ts'
import { literalOf, mapChildren, ungroup } from './tree.ts'
import { compareValues, equalValues, isIn, uniqueValues } from './values.ts'

// What groq-js answers wrongly, put into functions of our own. Each fault is described in docs/upstream.

type Holds = (order: number) => boolean

/** What the comparison operators ask of an order. */
export const COMPARISONS: Readonly<Record<string, Holds>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
}

const isCallOf = (node: ExprNode, name: string): boolean => {
  const bare = ungroup(node)
  return bare.type === 'FuncCall' && bare.namespace === 'global' && bare.name === name
}

const NUMERIC = new Set(['-', '*', '/', '%', '**'])
const WITHOUT_TEXT = new Set(['count', 'length', 'round', 'dateTime', 'now', 'defined'])

/** Whether groq-js compares what this node gives rightly with anything: it is no text, or one without characters that matter. */
const comparesPlainly = (node: ExprNode): boolean => {
  const bare = ungroup(node)
  if (bare.type === 'Value') return typeof bare.value !== 'string' || isPlainText(bare.value)
  if (bare.type === 'OpCall') return NUMERIC.has(bare.op)
  if (bare.type === 'FuncCall')
    return (
      bare.namespace === 'dateTime' ||
      bare.namespace === 'math' ||
      (bare.namespace === 'global' && WITHOUT_TEXT.has(bare.name))
    )
  return bare.type === 'Neg' || bare.type === 'Pos'
}

const comparison = (node: OpCallNode, holds: Holds): ExprNode =>
  ownCall(
    ({ left, right }) => {
      const order = compareValues(left, right)
      return order === null ? null : holds(order)
    },
    { left: node.left, right: node.right },
  )

const between = (value: unknown, left: unknown, right: unknown, isInclusive: boolean): boolean | null => {
  const [fromLeft, toRight] = [compareValues(value, left), compareValues(value, right)]
  if (fromLeft === null || toRight === null) return null
  return fromLeft >= 0 && (isInclusive ? toRight <= 0 : toRight < 0)
}

const unary = (argument: ExprNode | undefined, compute: (value: unknown) => unknown): ExprNode => {
  const value = argument ?? { type: 'Value', value: null }
  const literal = literalOf(value)
  return literal === null
    ? ownCall((args) => compute(args.value), { value })
    : { type: 'Value', value: compute(literal.value) }
}

const operation = (node: OpCallNode, original: OpCallNode): ExprNode => {
  const sides = [original.left, original.right]
  const holds = COMPARISONS[node.op]
  if (holds) return sides.some(comparesPlainly) ? node : comparison(node, holds)
  const args = { left: node.left, right: node.right }
  switch (node.op) {
    case '==':
      return sides.some((side) => isCallOf(side, 'path'))
        ? ownCall(({ left, right }) => equalValues(left, right), args)
        : node
    case '!=':
      return sides.some((side) => isCallOf(side, 'path'))
        ? ownCall(({ left, right }) => !equalValues(left, right), args)
        : node
    case 'in':
      return isCallOf(original.left, 'path') ? ownCall(({ left, right }) => isIn(left, right), args) : node
    default:
      return node
  }
}

/** Whether nothing in a sum can be a dateTime. */
const isPlainSum = ({ left, right }: OpCallNode): boolean =>
  [left, right].some((side) => ungroup(side).type === 'Array' || ungroup(side).type === 'Object') ||
  [left, right].every((side) => ungroup(side).type === 'Value')

/**
 * One node set right.
 * @param node the node, what is below it set right already
 * @param original the node as it was parsed
 * @param hasInstants whether the query makes dateTimes at all: else no sum can be one
 */
export const corrected = (node: ExprNode, original: ExprNode, hasInstants: boolean): ExprNode => {
  if (node.type === 'OpCall' && original.type === 'OpCall') {
    const isSum = node.op === '+' || node.op === '-'
    if (isSum) return hasInstants && !isPlainSum(original) ? ownCall(({ sum }) => writable(sum), { sum: node }) : node
    return operation(node, original)
  }
  if (node.type === 'InRange' && original.type === 'InRange') {
    if (comparesPlainly(original.base) || (comparesPlainly(original.left) && comparesPlainly(original.right)))
      return node
    return ownCall(({ base, left, right }) => between(base, left, right, node.isInclusive), {
      base: node.base,
      left: node.left,
      right: node.right,
    })
  }
  if (node.type !== 'FuncCall') return node
  const [first] = node.args
  if (node.namespace === 'array' && node.name === 'unique') return unary(first, uniqueValues)
  if (node.namespace !== 'global') return node
  if (node.name === 'dateTime') return unary(first, instantOf)
  return node.name === 'path' ? unary(first, pathOfText) : node
}

/** A whole tree set right, for trees without `*` and `match`. */
export const correctedTree = (node: ExprNode): ExprNode => corrected(mapChildren(node, correctedTree), node, true)
