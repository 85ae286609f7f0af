import { defineLocale, defineLocaleResourceBundle } from 'sanity'

// @sanity/locale-zh-hant does not go with Sanity 6. These are the words an editor meets every day; a word that is missing here shows in English.

/** The Studio in zh-TW. */
export const zhTW = defineLocale({
  id: 'zh-TW',
  title: '繁體中文（台灣）',
  weekInfo: { firstDay: 7, weekend: [6, 7] },
  bundles: [
    defineLocaleResourceBundle({ locale: 'zh-TW', namespace: 'studio', resources: () => import('./studio-words.ts') }),
    defineLocaleResourceBundle({ locale: 'zh-TW', namespace: 'structure', resources: () => import('./structure-words.ts') }),
    defineLocaleResourceBundle({ locale: 'zh-TW', namespace: 'validation', resources: () => import('./validation-words.ts') }),
  ],
})
