import { defineField, defineType } from 'sanity'
import { languageProblem } from '#lib/validation/body.ts'

export const foreign = defineType({
  name: 'foreign',
  title: '外語',
  description: '標出用別種語言寫的字，唸網頁的軟體才會用對的發音。',
  type: 'object',
  fields: [
    defineField({
      name: 'lang',
      title: '語言代碼',
      description: '英文填 en，日文填 ja，簡體中文填 zh-CN。',
      type: 'string',
      initialValue: 'en',
      validation: (rule) => rule.custom<string>(languageProblem),
    }),
  ],
  preview: { select: { lang: 'lang' }, prepare: ({ lang }) => ({ title: '外語', subtitle: lang }) },
})
