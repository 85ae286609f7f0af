/** A UTF-16 unit as a number that grows with the code point it stands for: halves of characters above U+FFFF come after all other units. */
const rankOf = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

/**
 * Compares two texts code point by code point, as GROQ's specification says. JavaScript's `<` compares UTF-16 units instead and puts 𠮷
 * before ＡＩ.
 * @returns a negative number, zero, or a positive number
 */
export const compareTexts = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (left !== right) return rankOf(left) - rankOf(right)
  }
  return a.length - b.length
}

/** Whether `<` of JavaScript compares this text rightly with any other one: nothing in it is above U+D7FF. */
export const isPlainText = (text: string): boolean => !/[\ud800-\uffff]/.test(text)

/** A text that compares with others by JavaScript's `<` as the given one does by code points. It is for comparing only. */
export const textKey = (text: string): string =>
  isPlainText(text) ? text : text.replace(/[\ud800-\uffff]/g, (unit) => String.fromCharCode(rankOf(unit.charCodeAt(0))))
