import { parse, type ExprNode } from 'groq-js'
import { rewrite, type Rewritten } from './rewrite.ts'
import { visitTree } from './tree.ts'
import { LakeError } from './types.ts'

/** A query ready for evaluation; `isAsync` when it uses what groq-js only evaluates asynchronously. */
export type Prepared = Rewritten & { isAsync: boolean }

const parseError = (query: string, description: string, start: number, end: number): LakeError =>
  new LakeError(400, { type: 'queryParseError', description, query, start, end })

const positionOf = (error: unknown): number | null =>
  typeof error === 'object' && error !== null && 'position' in error && typeof error.position === 'number' ? error.position : null

/** In: GROQ and its parameters (without the dollar). Out: the tree. Throws LakeError 400 queryParseError. */
export const parseQuery = (query: string, params: Readonly<Record<string, unknown>>): ExprNode => {
  let tree: ExprNode
  try {
    tree = parse(query, { params: { ...params } })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const start = Math.min(positionOf(error) ?? 0, query.length)
    throw parseError(query, message, start, query.length)
  }
  // Parameters that were given have become values in the tree: one that is left was not given.
  visitTree(tree, (node) => {
    if (node.type !== 'Parameter') return
    const start = Math.max(0, query.indexOf(`$${node.name}`))
    throw parseError(query, `param $${node.name} referenced, but not provided`, start, start + node.name.length + 1)
  })
  return tree
}

const needsAsync = (tree: ExprNode): boolean => {
  let found = false
  visitTree(tree, (node) => {
    if (node.type === 'FuncCall' && (node.namespace === 'diff' || node.namespace === 'delta')) found = true
  })
  return found
}

/**
 * A cache by key, of the last `size` that were asked for, for functions that are dear and always answer the same. What is asked for once
 * is not held: a reader's page asks with parameters of its own, and a tree that grows old in the cache before it is dropped stays in
 * memory until a great sweep (100 MB of them after a thousand pages).
 */
export const remember = <Value>(size: number): ((key: string, make: () => Value) => Value) => {
  const known = new Map<string, Value | undefined>()
  return (key, make) => {
    const asked = known.has(key)
    const made = known.get(key) ?? make()
    // Put at the end again: the one used longest ago goes first.
    known.delete(key)
    known.set(key, asked ? made : undefined)
    const oldest = known.keys().next()
    if (known.size > size && oldest.done !== true) known.delete(oldest.value)
    return made
  }
}

/** The key of a query with its parameters. */
export const queryKey = (query: string, params: Readonly<Record<string, unknown>>): string => JSON.stringify([query, params])

/** In: a parsed query and its text. Out: the query made ready. Throws LakeError 400. */
export const prepareTree = (tree: ExprNode, query: string): Prepared => ({ ...rewrite(tree, query), isAsync: needsAsync(tree) })

/** In: GROQ and its parameters. Out: the query made ready. Throws LakeError 400. */
export const prepare = (query: string, params: Readonly<Record<string, unknown>>): Prepared => prepareTree(parseQuery(query, params), query)
