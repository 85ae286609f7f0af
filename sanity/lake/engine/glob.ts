// As groq-js cuts texts and patterns into tokens.
const CHARS = /(?:[^!@#$%^&*(),\\/?";:{}|[\]+<>\s-])+/g
const CHARS_WITH_WILDCARD = /(?:[^!@#$%^&(),\\/?";:{}|[\]+<>\s-])+/g
const DOTS = /\.+/g

/** Dots beside a letter or digit are no part of a token: as groq-js, but not in time of the square of a long row of dots. */
const withoutEdgeDots = (text: string): string =>
  text.replace(DOTS, (dots, at: number) =>
    /\w/.test(text[at - 1] ?? '') || /\w/.test(text[at + dots.length] ?? '') ? '' : dots,
  )

/** The tokens of a text, in lower case. */
export const tokensOfText = (text: string): readonly string[] => withoutEdgeDots(text.toLowerCase()).match(CHARS) ?? []

/** The tokens of a pattern, in lower case, with their stars. */
export const tokensOfPattern = (text: string): readonly string[] =>
  withoutEdgeDots(text.toLowerCase()).match(CHARS_WITH_WILDCARD) ?? []

/** A pattern in which a star stands for any characters, as a test of tokens. No regular expression: many stars would take it for ever. */
export const globOf = (pattern: string): ((token: string) => boolean) => {
  const parts = pattern.split(/\*+/)
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (parts.length === 1) return (token) => token === first
  const middle = parts.slice(1, -1)
  return (token) => {
    if (token.length < first.length + last.length || !token.startsWith(first) || !token.endsWith(last)) return false
    let at = first.length
    const end = token.length - last.length
    for (const part of middle) {
      const found = token.indexOf(part, at)
      if (found === -1 || found + part.length > end) return false
      at = found + part.length
    }
    return true
  }
}
