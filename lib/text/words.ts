/** White space, control and format characters, halves of characters, and letters that are drawn as nothing (Hangul fillers, the empty Braille cell). */
const unseen = String.raw`\s\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800`
const seen = new RegExp(`[^${unseen}]`, 'u')

/** Whether a text has anything to read: a title of zero-width characters is no title. */
export const hasWords = (text: string | null | undefined): text is string => typeof text === 'string' && seen.test(text)

/** A text without the white space around it; null when there is nothing to read. */
export const wordsOf = (text: string | null | undefined): string | null => (hasWords(text) ? text.trim() : null)

/** Signs for line breaking and for byte order. They are drawn as nothing and carry no meaning; joiners (ZWJ, ZWNJ) do and stay. */
const layoutSigns = /[\u00ad\u200b\u2060\ufeff]/g

/** A text for machines: for `<title>`, description, Open Graph and structured data. Without the signs that an editor has typed or pasted for line breaking. */
export const machineText = (text: string): string => text.replace(layoutSigns, '').trim()
