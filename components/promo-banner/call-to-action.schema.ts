import { defineField, defineType } from 'sanity'
import { linkPreview, selectDestination } from '../link/destination-words.ts'
import { destinationField } from '../link/link-fields.schema.ts'
import { hasWords } from '#lib/text/words.ts'

export const callToAction = defineType({
  name: 'callToAction',
  title: '行動按鈕',
  description: '橫幅上的一個按鈕。',
  type: 'object',
  fields: [
    defineField({
      name: 'text',
      title: '按鈕文字',
      description: '說清楚點下去會做什麼，例如「立即註冊」「下載 Android 版」。',
      type: 'string',
      validation: (rule) => rule.custom<string>((text) => hasWords(text) || '請填按鈕文字'),
    }),
    destinationField({
      description: '讀者點按鈕會到哪裡。沒有目的地的按鈕不會顯示。',
      unresolved: '沒有目的地的按鈕不會顯示',
      level: 'warning',
    }),
    defineField({
      name: 'platform',
      title: '適用裝置',
      description: '按鈕只給某一種手機用時才選，例如下載 App。',
      type: 'string',
      options: {
        list: [
          { value: 'android', title: 'Android' },
          { value: 'ios', title: 'iOS' },
        ],
        layout: 'radio',
        direction: 'horizontal',
      },
    }),
  ],
  preview: { select: { text: 'text', ...selectDestination }, prepare: linkPreview },
})
