/** White space, control and format characters, halves of characters, and letters that are drawn as nothing (Hangul fillers, the empty Braille cell). */
const unseen = String.raw`\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800`
const seen = new RegExp(`[^${unseen}]`, 'u')

/** Whether a text has anything to read: a title of zero-width characters is no title. */
export const hasWords = (text: string | null | undefined): text is string => typeof text === 'string' && seen.test(text)

/** A text without the white space around it; null when there is nothing to read. */
export const wordsOf = (text: string | null | undefined): string | null => (hasWords(text) ? text.trim() : null)
