/** A token of GROQ. `broken` is a text without an end, or a character that GROQ does not have. */
export type Token = { kind: 'text' | 'number' | 'name' | 'parameter' | 'mark' | 'broken'; text: string; start: number; end: number }

const SPACE = /[\t\n\v\f\r \u0085\u00a0]+|\/\/[^\n]*/y
const TOKENS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/y],
  ['broken', /["'][^]*/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_][A-Za-z_0-9]*/y],
  ['parameter', /\$[A-Za-z_][A-Za-z_0-9]*/y],
  ['mark', /\.\.\.|\.\.|\*\*|->|=>|==|!=|<=|>=|&&|\|\||::|[-+*/%<>!=.,:;|()[\]{}@^]/y],
  ['broken', /[^]/uy],
]

const read = (pattern: RegExp, query: string, at: number): string | null => {
  pattern.lastIndex = at
  return pattern.exec(query)?.[0] ?? null
}

const skipSpace = (query: string, at: number): number => {
  let end = at
  for (let space = read(SPACE, query, end); space !== null; space = read(SPACE, query, end)) end += space.length
  return end
}

/** The tokens of a query, without spaces and comments. It never fails. */
export const tokensOf = (query: string): readonly Token[] => {
  const tokens: Token[] = []
  let start = skipSpace(query, 0)
  while (start < query.length) {
    for (const [kind, pattern] of TOKENS) {
      const text = read(pattern, query, start)
      if (text === null) continue
      tokens.push({ kind, text, start, end: start + text.length })
      break
    }
    start = skipSpace(query, tokens.at(-1)?.end ?? query.length)
  }
  return tokens
}
