import { placeOfCall } from './functions.ts'
import type { Token } from './lexer.ts'
import { QUERY_LIMITS } from './query-text.ts'
import { syntaxFaultOf, type Fault } from './syntax.ts'

/** Messages of groq-js that name a function, which is the first group. It tells no place for any of them. */
const NAMING = [
  /^Undefined function: (\w+)$/,
  /^Undefined pipe function: (\w+)$/,
  /^Undefined namespace: (\w+)$/,
  /^Incorrect number of arguments to function (\w+)\(\)/,
  /^Recursive function definition detected for (\w+)/,
  /^unexpected (boost|asc|desc|=>)$/,
]

/** The place of a name; of a call with another number of arguments than the function takes when the message says how many it has. */
const placeOfName = (
  message: string,
  name: string,
  tokens: readonly Token[],
): { start: number; end: number } | null => {
  const got = /got (\d+)\.$/.exec(message)?.[1]
  const index = tokens.findIndex((token, at) => {
    if (token.text !== name || token.kind === 'text') return false
    if (message.startsWith('Undefined namespace')) return tokens[at + 1]?.text === '::'
    if (message.startsWith('unexpected')) return true
    return tokens[at + 1]?.text === '(' && (got === undefined || argumentsAt(tokens, at + 1) === Number(got))
  })
  const token = tokens[index]
  if (token === undefined) return null
  return {
    start: tokens[index - 1]?.text === '::' ? (tokens[index - 2]?.start ?? token.start) : token.start,
    end: token.end,
  }
}

/** How many arguments a call has whose opening bracket is at an index. */
const argumentsAt = (tokens: readonly Token[], open: number): number => {
  if (tokens[open + 1]?.text === ')') return 0
  let depth = 0
  let commas = 0
  for (const token of tokens.slice(open)) {
    if (token.kind !== 'mark') continue
    if ('([{'.includes(token.text)) depth += 1
    if (')]}'.includes(token.text)) depth -= 1
    if (depth === 0) break
    if (token.text === ',' && depth === 1) commas += 1
  }
  return commas + 1
}

/**
 * Takes what groq-js' parser threw.
 * @returns the same for people, with its place in the query.
 */
export const parserFaultOf = (error: unknown, query: string, tokens: readonly Token[]): Fault => {
  const whole = { start: 0, end: query.length }
  if (error instanceof RangeError)
    return { ...whole, description: `the query is nested too deep (${QUERY_LIMITS.depth} brackets at most)` }
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof Error && 'position' in error && typeof error.position === 'number') {
    const start = Math.min(error.position, query.length)
    return syntaxFaultOf(query, tokens) ?? { description: message, start, end: query.length }
  }
  const name = NAMING.map((pattern) => pattern.exec(message)?.[1]).find((found) => found !== undefined)
  if (name === undefined) return { ...whole, description: message }
  return { description: message, ...(placeOfName(message, name, tokens) ?? placeOfCall(query, tokens, 'global', name)) }
}
