import { parse, type ExprNode } from 'groq-js'
import { queryFaultOf } from './query-faults.ts'
import { readQuery } from './query-text.ts'
import { parserFaultOf } from './parser-faults.ts'
import { rewrite, type Rewritten } from './rewrite.ts'
import type { Fault } from './syntax.ts'
import { LakeError } from './types.ts'

/** A query ready for evaluation. */
export type Prepared = Rewritten

const parseError = (query: string, { description, start, end }: Fault): LakeError =>
  // The query is sent back so that a client can draw the place in it, but not when that alone would be an answer of megabytes.
  new LakeError(400, { type: 'queryParseError', description, query: query.slice(0, 20_000), start, end })

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

// The text of a query is read once for all the parameters it is asked with. A long one would keep too much in memory.
const texts = remember<ReturnType<typeof readQuery>>(50)
const REMEMBERED_LENGTH = 20_000

/**
 * Takes GROQ and its parameters (without the dollar).
 * @returns the tree, which calls only what the lake has and is not too deep to walk over.
 * @throws LakeError 400 queryParseError.
 */
export const parseQuery = (query: string, params: Readonly<Record<string, unknown>>): ExprNode => {
  const read = query.length > REMEMBERED_LENGTH ? readQuery(query) : texts(query, () => readQuery(query))
  if ('fault' in read) throw parseError(query, read.fault)
  let tree: ExprNode
  try {
    tree = parse(read.text, { params: { ...params } })
  } catch (error) {
    throw parseError(query, parserFaultOf(error, query, read.tokens))
  }
  const fault = queryFaultOf(tree, params, query, read.tokens)
  if (fault !== null) throw parseError(query, fault)
  return tree
}

/** The key of a query with its parameters. */
export const queryKey = (query: string, params: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([query, params])

/**
 * @param tree a parsed query.
 * @returns the query made ready.
 */
export const prepareTree = (tree: ExprNode): Prepared => rewrite(tree)

/**
 * Takes GROQ and its parameters.
 * @returns the query made ready.
 * @throws LakeError 400.
 */
export const prepare = (query: string, params: Readonly<Record<string, unknown>>): Prepared =>
  prepareTree(parseQuery(query, params))
