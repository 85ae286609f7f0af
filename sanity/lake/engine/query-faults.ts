import type { ExprNode, PipeFuncCallNode } from 'groq-js'
import { missingFunction, placeOfCall } from './functions.ts'
import type { Token } from './lexer.ts'
import type { Fault } from './syntax.ts'
import { isDeeperThan, literalOf, ungroup, visitTree } from './tree.ts'

/** Levels of a tree: `a || b || c …` has one for each `||`. Walking over it takes stack. */
const TREE_DEPTH = 1_000

/** groq-js asks values themselves for these: with such a field in them it fails, or loses the field. */
const FORBIDDEN = new Set(['hasOwnProperty', '__proto__'])

const placeOfToken = (
  query: string,
  tokens: readonly Token[],
  isIt: (token: Token) => boolean,
): { start: number; end: number } => {
  const token = tokens.find(isIt)
  return { start: token?.start ?? 0, end: token?.end ?? query.length }
}

/** The name of the first parameter that is, or holds, a forbidden name. Without recursion: values come from anybody. */
const forbiddenIn = (params: Readonly<Record<string, unknown>>): string | null => {
  const left: unknown[] = [params]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value) && FORBIDDEN.has(key)) return key
      if (typeof inner === 'object') left.push(inner)
    }
  }
  return null
}

/** `*{a} | score(…)`: only documents can be scored. */
const isScoreOfOthers = (node: PipeFuncCallNode): boolean => {
  const base = ungroup(node.base)
  if (node.name !== 'score') return false
  if (base.type === 'PipeFuncCall') return false
  return (
    base.type === 'Projection' ||
    base.type === 'AccessElement' ||
    ((base.type === 'Map' || base.type === 'FlatMap') && ungroup(base.expr).type === 'Projection')
  )
}

const faultOfNode = (node: ExprNode, query: string, tokens: readonly Token[]): Fault | null => {
  if (node.type === 'Parameter') {
    return {
      description: `param $${node.name} referenced, but not provided`,
      ...placeOfToken(query, tokens, ({ text }) => text === `$${node.name}`),
    }
  }
  if (node.type === 'PipeFuncCall' && isScoreOfOthers(node)) {
    return {
      description: 'score() takes documents, not what a projection made of them',
      ...placeOfCall(query, tokens, 'global', 'score'),
    }
  }
  if (node.type === 'FuncCall' && node.name === 'boost' && node.namespace === 'global') {
    const number = literalOf(node.args[1] ?? node)?.value
    const isBelow =
      (typeof number === 'number' && number < 0) ||
      (node.args[1]?.type === 'Neg' && literalOf(node.args[1].base) !== null)
    if (isBelow)
      return {
        description: 'boost() takes a number that is 0 or more',
        ...placeOfCall(query, tokens, 'global', 'boost'),
      }
  }
  if (node.type === 'Object') {
    const name = node.attributes.flatMap((each) =>
      each.type === 'ObjectAttributeValue' && FORBIDDEN.has(each.name) ? [each.name] : [],
    )[0]
    if (name !== undefined)
      return {
        description: `an attribute can not be named "${name}" here`,
        ...placeOfToken(query, tokens, ({ text }) => text.includes(name)),
      }
  }
  return null
}

/**
 * What a query that groq-js parses asks for in vain: a parameter that was not given, a function that this lake does not have, more depth than
 * can be walked over. Each is named. Null when there is nothing.
 */
export const queryFaultOf = (
  tree: ExprNode,
  params: Readonly<Record<string, unknown>>,
  query: string,
  tokens: readonly Token[],
): Fault | null => {
  const whole = { start: 0, end: query.length }
  if (isDeeperThan(tree, TREE_DEPTH))
    return { ...whole, description: `the query is nested deeper than ${TREE_DEPTH} levels` }
  const forbidden = forbiddenIn(params)
  if (forbidden !== null) return { ...whole, description: `a parameter can not have or be named "${forbidden}"` }
  let fault: Fault | null = null
  const queries = new Set<ExprNode>()
  visitTree(tree, (node) => {
    if (node.type === 'OpCall' && node.op === 'match') {
      const right = ungroup(node.right)
      if (right.type === 'FuncCall' && right.namespace === 'text' && right.name === 'query') queries.add(right)
      const text = queries.has(right) && right.type === 'FuncCall' ? literalOf(right.args[0] ?? node) : null
      if (queries.has(right) && typeof text?.value !== 'string') {
        const description = 'text::query takes a text or a parameter, nothing that depends on a document'
        fault ??= { description, ...placeOfCall(query, tokens, 'text', 'query') }
      }
    }
    fault ??= (queries.has(node) ? null : missingFunction(node, query, tokens)) ?? faultOfNode(node, query, tokens)
  })
  return fault
}
