// Punctuation that zh-TW fonts draw over a whole square although Unicode calls it ambiguous: … — “ ” ‘ ’ ·
const fullWidth =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Extended_Pictographic}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6…—“”‘’·]/u

const graphemes = new Intl.Segmenter('zh-TW', { granularity: 'grapheme' })

/** Width of a text in full-width characters: Han and full-width marks count 1, Latin letters, digits and spaces a half. */
export const textWidth = (text: string): number =>
  [...graphemes.segment(text)].reduce((sum, { segment }) => sum + (fullWidth.test(segment) ? 1 : 0.5), 0)

/** The longest brief that still fits the slim banner on a phone of 320 px, in full-width characters. */
export const briefLimit = 18

/** `true`, or the zh-TW sentence that says by how much the brief is too long. An empty brief is not this rule's business. */
export const briefProblem = (brief: string | undefined): true | string => {
  const width = textWidth(brief ?? '')
  return width <= briefLimit || `短句最多 ${briefLimit} 個全形字（半形算半個），現在是 ${width} 個，請再精簡`
}
