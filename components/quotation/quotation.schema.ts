import { defineField, defineType } from 'sanity'
import { hasWords } from '#lib/text/words.ts'

export const quotation = defineType({
  name: 'quotation',
  title: '引文',
  description: '引用別人說過或寫過的話，連同說話的人。',
  type: 'object',
  fields: [
    defineField({
      name: 'text',
      title: '引文',
      description: '照原話填，一個字都不改；要刪節就用「……」。每換一行就是新的一段，不必加引號。',
      type: 'text',
      rows: 5,
      validation: (rule) => rule.custom<string>((text) => hasWords(text) || '請填引文'),
    }),
    defineField({
      name: 'attribution',
      title: '說話的人',
      description: '例如「伊爾亞·蘇茲克維（Ilya Sutskever）」。內文已經寫明是誰時可以不填。',
      type: 'string',
    }),
    defineField({
      name: 'role',
      title: '身分',
      description: '說話的人的職稱或單位，例如「OpenAI 首席科學家」。',
      type: 'string',
    }),
    defineField({
      name: 'large',
      title: '放大顯示',
      description: '一篇文章裡最要緊的那一句才勾選。',
      type: 'boolean',
    }),
  ],
  preview: {
    select: { text: 'text', attribution: 'attribution' },
    prepare: ({ text, attribution }) => ({
      title: text ? `「${text}」` : '（空的引文）',
      subtitle: attribution ? `引文：${attribution}` : '引文',
    }),
  },
})
