import type { Locale } from '../settings/locales.ts'
import type { Dictionary } from './dictionary.ts'
import { en } from './en.ts'
import { zhTW } from './zh-tw.ts'

const dictionaries: Record<Locale, Dictionary> = { 'zh-TW': zhTW, en }

/** The words of one locale. */
export const dictionary = (locale: Locale): Dictionary => dictionaries[locale]
export type { Dictionary }
