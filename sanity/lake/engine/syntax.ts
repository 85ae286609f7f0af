import type { Token } from './lexer.ts'

/** What is wrong with a query, and where: UTF-16 offsets, `end` is behind the last character. */
export type Fault = { description: string; start: number; end: number }

class Unexpected extends Error {
  readonly index: number
  readonly expected: string
  constructor(index: number, expected: string) {
    super(expected)
    this.index = index
    this.expected = expected
  }
}

const BINARY = new Set([
  '=>',
  '||',
  '&&',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  'in',
  'match',
])

/** Walks over tokens as GROQ's grammar allows. It makes no tree: groq-js does. */
const walk = (tokens: readonly Token[]): void => {
  let at = 0
  const is = (text: string) => tokens[at]?.text === text && tokens[at]?.kind !== 'text'
  const isName = () => tokens[at]?.kind === 'name'
  const take = (text: string, expected = `"${text}"`) => {
    if (!is(text)) throw new Unexpected(at, expected)
    at += 1
  }
  const name = (expected: string) => {
    if (!isName()) throw new Unexpected(at, expected)
    at += 1
  }

  const listUntil = (end: string, item: () => void) => {
    while (!is(end)) {
      item()
      if (!is(',')) break
      at += 1
    }
    take(end, `"," or "${end}"`)
  }

  const maybeSpread = () => {
    if (is('...')) at += 1
    expression()
  }

  const attribute = () => {
    if (is('...')) {
      at += 1
      if (!is('}') && !is(',')) expression()
      return
    }
    expression()
    if (!is(':')) return
    at += 1
    expression()
  }

  const argumentsOf = () => {
    take('(')
    listUntil(')', expression)
  }

  const call = () => {
    name('a function')
    if (is('::')) {
      at += 1
      name('a function')
    }
    if (is('(')) argumentsOf()
  }

  const operand = () => {
    while (is('!') || is('-') || is('+')) at += 1
    const token = tokens[at]
    if (token === undefined) throw new Unexpected(at, 'expression')
    if (token.kind === 'name') {
      call()
      return
    }
    at += 1
    if (token.kind === 'number' || token.kind === 'text' || token.kind === 'parameter') return
    if (is('.') && token.text === '^') while (is('.') && tokens[at + 1]?.text === '^') at += 2
    if (['*', '@', '^'].includes(token.text)) return
    if (token.text === '[') listUntil(']', maybeSpread)
    else if (token.text === '{') listUntil('}', attribute)
    else if (token.text === '(') listUntil(')', expression)
    else throw new Unexpected(at - 1, 'expression')
  }

  const bracket = () => {
    at += 1
    if (!is(']')) {
      expression()
      if (is('..') || is('...')) {
        at += 1
        expression()
      }
    }
    take(']')
  }

  const traversals = () => {
    for (;;) {
      if (is('[')) bracket()
      else if (is('->')) {
        at += 1
        // `a->in` is an attribute named "in" for groq-js.
        if (isName()) at += 1
      } else if (is('{') || (is('|') && tokens[at + 1]?.text === '{')) {
        at += is('|') ? 2 : 1
        listUntil('}', attribute)
      } else if (is('|')) {
        at += 1
        call()
      } else if (is('.')) {
        at += 1
        if (is('(')) argumentsOf()
        else name('an attribute')
      } else return
    }
  }

  const expression = (): void => {
    for (;;) {
      operand()
      traversals()
      if (is('asc') || is('desc')) at += 1
      const operator = tokens[at]?.text ?? ''
      if (!BINARY.has(operator) || tokens[at]?.kind === 'text') return
      at += 1
      // `in` takes ranges too, also within parentheses.
      if (operator !== 'in') continue
      const isGroup = is('(')
      if (isGroup) at += 1
      operand()
      traversals()
      if (is('..') || is('...')) {
        at += 1
        operand()
        traversals()
      }
      if (isGroup) listRest()
      const next = tokens[at]?.text ?? ''
      if (!BINARY.has(next) || tokens[at]?.kind === 'text') return
      at += 1
    }
  }

  const listRest = () => {
    if (BINARY.has(tokens[at]?.text ?? '')) {
      at += 1
      expression()
    }
    take(')')
    traversals()
  }

  const declaration = () => {
    at += 1
    name('a namespace')
    take('::')
    name('a function')
    take('(')
    listUntil(')', () => {
      if (tokens[at]?.kind !== 'parameter') throw new Unexpected(at, 'a parameter')
      at += 1
    })
    take('=')
    expression()
    take(';')
  }

  while (is('fn') && tokens[at + 1]?.kind === 'name') declaration()
  expression()
  if (at < tokens.length) throw new Unexpected(at, 'the end of the query')
}

/**
 * Where a query that groq-js does not take goes wrong: groq-js itself tells the beginning of the part that it gave up.
 * @returns null when this grammar takes the query
 */
export const syntaxFaultOf = (query: string, tokens: readonly Token[]): Fault | null => {
  try {
    walk(tokens)
    return null
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error
    const token = tokens[error.index]
    if (token === undefined)
      return {
        description: `unexpected end-of-file, expected ${error.expected}`,
        start: tokens.at(-1)?.end ?? 0,
        end: query.length,
      }
    return {
      description: `unexpected token ${JSON.stringify(token.text)}, expected ${error.expected}`,
      start: token.start,
      end: token.end,
    }
  }
}
