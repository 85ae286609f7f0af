import { english } from './english.ts'

/** The Studio's languages, by Sanity's ids. Our own words are written in zh-TW; that is what they fall back to. */
export type StudioLocale = 'zh-TW' | 'en-US'

/** Puts our own words into the Studio's language. `{name}` in them is filled in from `values`. */
export type Say = (words: string, values?: Readonly<Record<string, string | number>>) => string

/** In: the Studio's language, by whatever id. Words without a translation stay as they are: a Chinese sentence is better than none. */
export const sayIn =
  (locale: string): Say =>
  (words, values = {}) => {
    const said = locale === 'zh-TW' ? words : (english.get(words) ?? words)
    return said.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole))
  }
