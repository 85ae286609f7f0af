import type { ExprNode } from 'groq-js'
import type { Token } from './lexer.ts'
import type { Fault } from './syntax.ts'

/** Functions that groq-js parses and then fails on, or answers with null: why the lake does not have each of them. */
const MISSING: Readonly<Record<string, string>> = {
  'delta::operation': 'it is for webhooks, a query sees no change',
  'documents::get': 'the lake has one dataset only',
  'documents::incomingRefCount': 'count(*[references(^._id)]) says the same',
  'documents::incomingGlobalDocumentReferenceCount': 'the lake has one dataset only',
  'geo::latLng': 'the lake knows no places',
  'geo::contains': 'the lake knows no places',
  'geo::intersects': 'the lake knows no places',
  'geo::distance': 'the lake knows no places',
  'global::anywhere': 'it is a selector of diff::changedAny() and diff::changedOnly() only',
  'media::aspect': 'the lake has no media library',
  'text::query': 'it stands on the right side of match only',
  'text::semanticSimilarity': 'the lake has no embeddings',
  'user::attributes': 'the lake knows no attributes of people',
}

const isCallOf = (tokens: readonly Token[], index: number, namespace: string, name: string): boolean => {
  if (tokens[index]?.text !== name || tokens[index + 1]?.text !== '(') return false
  const before = tokens[index - 1]?.text === '::' ? tokens[index - 2]?.text : 'global'
  return before === namespace
}

/** Where a function is called in a query; the whole query when it is not found. */
export const placeOfCall = (
  query: string,
  tokens: readonly Token[],
  namespace: string,
  name: string,
): { start: number; end: number } => {
  const index = tokens.findIndex((_token, at) => isCallOf(tokens, at, namespace, name))
  const [first, last] = [tokens[tokens[index - 1]?.text === '::' ? index - 2 : index], tokens[index]]
  return { start: first?.start ?? 0, end: last?.end ?? query.length }
}

/**
 * Takes a node of a parsed query.
 * @returns what is wrong with it when it calls a function that this lake does not have.
 */
export const missingFunction = (node: ExprNode, query: string, tokens: readonly Token[]): Fault | null => {
  if (node.type !== 'FuncCall') return null
  const why = MISSING[`${node.namespace}::${node.name}`]
  if (why === undefined) return null
  const shown = node.namespace === 'global' ? node.name : `${node.namespace}::${node.name}`
  return {
    description: `the function ${shown}() is not available: ${why}`,
    ...placeOfCall(query, tokens, node.namespace, node.name),
  }
}
