import { defineLocaleResourceBundle } from 'sanity'

// Who is in a document, on its row in a list. Sanity keeps these two words with its releases, which are switched off: without ours the row says their keys,
// whatever the language.

const presence = (locale: string, words: { one: string; several: string }) =>
  defineLocaleResourceBundle({
    locale,
    namespace: 'releases',
    resources: { 'presence.tooltip.one-without-release': words.one, 'presence.tooltip.other': words.several },
  })

export const presenceWords = [
  presence('zh-TW', { one: '{{displayName}}正在這份文件裡', several: '{{count}} 個人正在這份文件裡' }),
  presence('en-US', { one: '{{displayName}} is in this document right now', several: '{{count}} people are in this document right now' }),
]
