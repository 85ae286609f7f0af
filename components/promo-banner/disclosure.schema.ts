import { defineField, defineType } from 'sanity'
import { disclosureInWords, disclosureKinds } from './disclosure-words.ts'
import { hasWords } from '#lib/text/words.ts'

export const disclosure = defineType({
  name: 'disclosure',
  title: '揭露',
  description: '告訴讀者這則橫幅是什麼、是誰的。',
  type: 'object',
  fields: [
    defineField({
      name: 'kind',
      title: '性質',
      description: '廣告：別人付費刊登。贊助：別人出資支持內容。自家優惠：我們自己或關係企業的活動。',
      type: 'string',
      options: { list: disclosureKinds, layout: 'radio', direction: 'horizontal' },
      validation: (rule) => rule.required().error('請選揭露的性質'),
    }),
    defineField({
      name: 'sponsor',
      title: '誰的',
      description: '公司或品牌名稱，讀者會看到，例如「BTCC」。',
      type: 'string',
      validation: (rule) => rule.custom<string>((sponsor) => hasWords(sponsor) || '請填這則橫幅是誰的'),
    }),
  ],
  preview: {
    select: { kind: 'kind', sponsor: 'sponsor' },
    prepare: ({ kind, sponsor }) => ({ title: disclosureInWords(kind) || '（未揭露）', subtitle: sponsor }),
  },
})
