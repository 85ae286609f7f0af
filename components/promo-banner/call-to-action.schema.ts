import { defineField, defineType } from 'sanity'
import { destinationProblem, unresolvedProblem, type DestinationDraft } from '#lib/validation/destination.ts'
import { linkPreview, selectDestination } from '../link/destination-words.ts'

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
      validation: (rule) => rule.custom<string>((text) => Boolean(text?.trim()) || '請填按鈕文字'),
    }),
    defineField({
      name: 'destination',
      title: '目的地',
      description: '讀者點按鈕會到哪裡。三選一；沒有目的地的按鈕不會顯示。',
      type: 'destination',
      validation: (rule) => [
        rule.custom<DestinationDraft>(destinationProblem),
        rule.custom<DestinationDraft>(unresolvedProblem('連結待補：沒有目的地的按鈕不會顯示')).warning(),
      ],
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
