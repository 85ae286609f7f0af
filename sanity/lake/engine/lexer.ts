/** A token of GROQ. `broken` is a text without an end, or a character that GROQ does not have. */
export type Token = {
  kind: 'text' | 'number' | 'name' | 'parameter' | 'mark' | 'broken'
  text: string
  start: number
  end: number
}

const SPACE = /(?:[\t\n\v\f\r \u0085\u00a0]+|\/\/[^\n]*)*/y
const KINDS: readonly Token['kind'][] = ['text', 'broken', 'number', 'name', 'parameter', 'mark', 'broken']
// One group for each of KINDS: a text; one without an end; and at last any other character.
const TOKEN =
  /("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')|(["'][^]*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z_0-9]*)|(\$[A-Za-z_][A-Za-z_0-9]*)|(\.\.\.|\.\.|\*\*|->|=>|==|!=|<=|>=|&&|\|\||::|[-+*/%<>!=.,:;|()[\]{}@^])|([^])/uy

const skipSpace = (query: string, at: number): number => {
  SPACE.lastIndex = at
  return at + (SPACE.exec(query)?.[0].length ?? 0)
}

/** The tokens of a query, without spaces and comments. It never fails. */
export const tokensOf = (query: string): readonly Token[] => {
  const tokens: Token[] = []
  let start = skipSpace(query, 0)
  while (start < query.length) {
    TOKEN.lastIndex = start
    const found = TOKEN.exec(query)
    if (found === null) break
    const [text] = found
    const kind = KINDS[found.findIndex((group, index) => index > 0 && group !== undefined) - 1] ?? 'broken'
    tokens.push({ kind, text, start, end: start + text.length })
    start = skipSpace(query, start + text.length)
  }
  return tokens
}
