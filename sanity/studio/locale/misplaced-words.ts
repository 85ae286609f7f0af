import { defineLocaleResourceBundle } from 'sanity'

// Words that Sanity asks for in another place than where it keeps them: without ours the Studio shows their keys, whatever the language.

const bundle = (locale: string, namespace: string, resources: Readonly<Record<string, string>>) =>
  defineLocaleResourceBundle({ locale, namespace, resources })

export const misplacedWords = [
  // Who is in a document, on its row in a list: kept with the releases, which are switched off.
  bundle('zh-TW', 'releases', {
    'presence.tooltip.one-without-release': '{{displayName}}正在這份文件裡',
    'presence.tooltip.other': '{{count}} 個人正在這份文件裡',
  }),
  bundle('en-US', 'releases', {
    'presence.tooltip.one-without-release': '{{displayName}} is in this document right now',
    'presence.tooltip.other': '{{count}} people are in this document right now',
  }),
  // The button that closes the history: kept under `studio`.
  bundle('zh-TW', 'structure', { 'changes.action.close-label': '關閉歷程' }),
  bundle('en-US', 'structure', { 'changes.action.close-label': 'Close history' }),
]
