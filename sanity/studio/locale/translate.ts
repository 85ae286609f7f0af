import { inEnglish, weekdayInEnglish } from './sentences.ts'

/** The Studio's languages, by Sanity's ids. Our own words are written in zh-TW; that is what they fall back to. */
export type StudioLocale = 'zh-TW' | 'en-US'

/** Puts our own words, or a sentence of the rules that is filled in already, into the Studio's language. `{name}` is filled in from `values`. */
export type Translate = (words: string, values?: Readonly<Record<string, string | number>>) => string

/**
 * Words without a translation stay as they are: a Chinese sentence is better than none.
 * @param locale the Studio's language, by whatever id.
 */
export const translateIn =
  (locale: string): Translate =>
  (words, values = {}) => {
    const isChinese = locale === 'zh-TW'
    const said = isChinese ? words : (inEnglish(words) ?? words)
    // A value may be an editor's words: of them only a moment's weekday is put into English.
    const filled = (value: string | number) => (isChinese ? String(value) : weekdayInEnglish(String(value)))
    return said.replace(/\{(\w+)\}/g, (hole, name: string) =>
      values[name] === undefined ? hole : filled(values[name]),
    )
  }
