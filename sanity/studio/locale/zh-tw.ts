import { defineLocale, defineLocaleResourceBundle, type LocaleResourceRecord } from 'sanity'

// @sanity/locale-zh-hant does not go with Sanity 6, mixes its terms and lacks whole tools. The words an editor meets every day are ours
// (*-words.ts); what it has beside them stands in *-rest.ts. A word that is missing in both shows in English: a test counts them.

type Words = Promise<{ default: LocaleResourceRecord }>

const bundle = (namespace: string, words: () => Words, rest?: () => Words) =>
  defineLocaleResourceBundle({
    locale: 'zh-TW',
    namespace,
    resources: async () => ({ ...(await rest?.())?.default, ...(await words()).default }),
  })

/** The Studio in zh-TW. */
export const zhTW = defineLocale({
  id: 'zh-TW',
  title: '繁體中文（台灣）',
  weekInfo: { firstDay: 7, weekend: [6, 7] },
  bundles: [
    bundle(
      'studio',
      () => import('./studio-words.ts'),
      () => import('./studio-rest.ts'),
    ),
    bundle(
      'structure',
      () => import('./structure-words.ts'),
      () => import('./structure-rest.ts'),
    ),
    bundle(
      'validation',
      () => import('./validation-words.ts'),
      () => import('./validation-rest.ts'),
    ),
    bundle('presentation', () => import('./presentation-words.ts')),
    bundle('vision', () => import('./vision-words.ts')),
    bundle('copy-paste', () => import('./copy-paste-words.ts')),
    bundle('feedback', () => import('./feedback-words.ts')),
  ],
})
