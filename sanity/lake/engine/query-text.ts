import { tokensOf, type Token } from './lexer.ts'
import type { Fault } from './syntax.ts'

/**
 * Bounds of one query. groq-js' parser takes time with the square of the tokens and stack with the depth, so both are counted before it
 * begins. The largest query of the Studio has some hundred tokens; long lists belong into parameters, which are not counted.
 */
export const QUERY_LIMITS = { characters: 100_000, tokens: 10_000, depth: 100 }

const ESCAPE = /\\(?:(["'\\/bfnrt])|u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|[^])/gu

const isSurrogate = (code: number) => code >= 0xd800 && code <= 0xdfff

/** `\u{1F30A}` as groq-js reads it: unit by unit with four digits each. */
const unitsOf = (code: number): string =>
  [...String.fromCodePoint(code)]
    .flatMap((character) => character.split(''))
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

type Readable = { text: string } | { fault: Fault }

const faultAt = (token: Token, offset: number, length: number, description: string): Fault => ({
  description,
  start: token.start + offset,
  end: token.start + offset + length,
})

/** A literal with every escape as groq-js reads it rightly. Unknown escapes and code points that do not exist are faults. */
const literal = (token: Token): Readable => {
  let text = ''
  let last = 0
  let high: number | null = null
  for (const found of token.text.matchAll(ESCAPE)) {
    const [escape, single, braced, four] = found
    const wrong = {
      fault: faultAt(token, found.index, escape.length, `invalid escape sequence "${escape}" in a string`),
    }
    if (single === undefined && braced === undefined && four === undefined) return wrong
    const code = single === undefined ? Number.parseInt(braced ?? four ?? '', 16) : null
    if (code !== null && code > 0x10ffff) return wrong
    // Halves of a character are only right as a pair.
    if (
      high !== null &&
      !(high === found.index && four !== undefined && code !== null && code >= 0xdc00 && code <= 0xdfff)
    )
      return wrong
    const isPairEnd: boolean = high !== null
    high =
      !isPairEnd && four !== undefined && code !== null && code >= 0xd800 && code <= 0xdbff
        ? found.index + escape.length
        : null
    if (code !== null && isSurrogate(code) && !isPairEnd && high === null) return wrong
    text += token.text.slice(last, found.index) + (braced === undefined || code === null ? escape : unitsOf(code))
    last = found.index + escape.length
  }
  if (high !== null) return { fault: faultAt(token, high - 6, 6, 'half of a character in a string') }
  return { text: text + token.text.slice(last) }
}

const DEEPER = new Set(['(', '[', '{'])
const SHALLOWER = new Set([')', ']', '}'])
/** Signs before an operand nest as brackets do; so does `^` in `^.^.^`. */
const SIGNS = new Set(['!', '-', '+', '^'])

const tooMuch = (token: Token | undefined, what: string): Fault => ({
  description: `the query ${what}`,
  start: token?.start ?? 0,
  end: token?.end ?? 0,
})

const depthFaultOf = (tokens: readonly Token[]): Fault | null => {
  let brackets = 0
  let signs = 0
  let powers = 0
  for (const token of tokens) {
    if (token.kind !== 'mark') {
      signs = 0
      continue
    }
    if (DEEPER.has(token.text)) brackets += 1
    else if (SHALLOWER.has(token.text)) brackets -= 1
    // `a ** b ** c` is a ** (b ** c).
    else if (token.text === '**') powers += 1
    if (token.text !== '.') signs = SIGNS.has(token.text) ? signs + 1 : 0
    if (brackets + signs + powers > QUERY_LIMITS.depth)
      return tooMuch(token, `is nested deeper than ${QUERY_LIMITS.depth} levels`)
  }
  return null
}

/** How many tokens a query has when every call of its own functions is written out, as groq-js does. Infinity when they call each other in a circle. */
const writtenOut = (tokens: readonly Token[]): number => {
  if (tokens[0]?.text !== 'fn') return tokens.length
  const bodies = new Map<string, readonly Token[]>()
  const nameAt = (list: readonly Token[], index: number) =>
    list[index + 1]?.text === '::' ? `${list[index]?.text}::${list[index + 2]?.text}` : null
  let start = 0
  while (tokens[start]?.text === 'fn' && tokens[start + 1]?.kind === 'name') {
    const end = tokens.findIndex((token, index) => index > start && token.text === ';' && token.kind === 'mark')
    const name = nameAt(tokens, start + 1)
    if (end === -1 || name === null) break
    bodies.set(name, tokens.slice(start + 4, end))
    start = end + 1
  }
  const sizes = new Map<string, number>()
  const sizeOf = (list: readonly Token[]): number =>
    list.reduce((size, _token, index) => {
      const name = nameAt(list, index)
      return size + 1 + (name === null ? 0 : called(name))
    }, 0)
  const called = (name: string): number => {
    const body = bodies.get(name)
    if (body === undefined) return 0
    const known = sizes.get(name)
    if (known !== undefined) return known
    sizes.set(name, Number.POSITIVE_INFINITY)
    const size = sizeOf(body)
    sizes.set(name, size)
    return size
  }
  const declared = [...bodies.keys()].reduce((size, name) => size + called(name), 0)
  return declared + sizeOf(tokens.slice(start))
}

/** Whether a token is the last of `releases::all()`. */
const isReleases = (tokens: readonly Token[], index: number): boolean =>
  tokens[index]?.text === ')' &&
  ['releases', '::', 'all', '('].every((text, before) => tokens[index - 4 + before]?.text === text)

/** Whether groq-js takes the first name, such as `fnord`, for `fn` and a declaration. */
const beginsLikeFunction = ([first, second]: readonly Token[]): boolean =>
  first?.kind === 'name' && first.text.startsWith('fn') && !(first.text === 'fn' && second?.kind === 'name')

/** Reads a query's tokens and puts its text into the form that groq-js reads rightly, or tells what is wrong with it. */
export const readQuery = (query: string): { tokens: readonly Token[]; text: string } | { fault: Fault } => {
  const whole = { start: 0, end: query.length }
  if (query.length > QUERY_LIMITS.characters)
    return { fault: { ...whole, description: `the query is longer than ${QUERY_LIMITS.characters} characters` } }
  const tokens = tokensOf(query)
  const end = tokens[QUERY_LIMITS.tokens]
  if (end !== undefined)
    return { fault: tooMuch(end, `has more than ${QUERY_LIMITS.tokens} tokens; long lists belong into parameters`) }
  const deep = depthFaultOf(tokens)
  if (deep !== null) return { fault: deep }
  if (writtenOut(tokens) > QUERY_LIMITS.tokens) {
    return {
      fault: {
        ...whole,
        description: `the query has more than ${QUERY_LIMITS.tokens} tokens when its own functions are written out`,
      },
    }
  }
  let text = ''
  let last = 0
  for (const [index, token] of tokens.entries()) {
    const read = token.kind === 'text' && token.text.includes('\\') ? literal(token) : null
    if (read !== null && 'fault' in read) return read
    // groq-js takes what releases::all() gives for no list, and a projection behind it gives null.
    const asList = isReleases(tokens, index) ? `${token.text}[]` : token.text
    text += query.slice(last, token.start) + (read?.text ?? asList)
    last = token.end
  }
  // groq-js ends a comment at a line's end only.
  text += `${query.slice(last)}\n`
  return { tokens, text: beginsLikeFunction(tokens) ? `(${text})` : text }
}
