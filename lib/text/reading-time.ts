const HAN_PER_MINUTE = 500
const WORDS_PER_MINUTE = 250

/** Han, kana and bopomofo count by the character, everything else by the word: ChatGPT, GPT-4 and 17,500 are one each. */
const characters = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/gu
const words = /[\p{L}\p{N}\p{M}]+(?:[-'’.,][\p{L}\p{N}\p{M}]+)*/gu

/**
 * @param text plain text.
 * @returns whole minutes, at least 1.
 */
export function readingMinutes(text: string): number {
  const han = text.match(characters)?.length ?? 0
  const others = text.replace(characters, ' ').match(words)?.length ?? 0
  return Math.max(1, Math.round(han / HAN_PER_MINUTE + others / WORDS_PER_MINUTE))
}
