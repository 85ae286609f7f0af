/** Levels of lists and objects in JSON that comes in. Documents may have 20, and a request wraps them in a few more. */
export const mostDepth = 100

/**
 * Whether a text nests brackets deeper than `most`. It reads the text once and does not recurse, so that no text can overflow the stack: what is
 * deeper must not reach `JSON.parse`'s users, whose recursion (structured clone, walks) would. Brackets in strings do not count.
 */
export function isTooDeep(text: string, most = mostDepth): boolean {
  let depth = 0
  let isInString = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (isInString) {
      if (code === 92) index += 1 // a backslash and what it escapes
      else if (code === 34) isInString = false
    } else if (code === 34) isInString = true
    else if (code === 91 || code === 123) {
      depth += 1
      if (depth > most) return true
    } else if (code === 93 || code === 125) depth -= 1
  }
  return false
}

/** `JSON.parse` for what comes in over a socket: `undefined` for what is no JSON, or nested too deeply. */
export function readJsonText(text: string): unknown {
  if (isTooDeep(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
