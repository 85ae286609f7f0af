import { defineType } from 'sanity'
import { linkPreview, selectDestination } from './destination-words.ts'
import { destinationField } from './link-fields.schema.ts'

export const inlineLink = defineType({
  name: 'inlineLink',
  title: '文中連結',
  description: '內文裡選取的文字所連到的地方。',
  type: 'object',
  fields: [
    destinationField({
      description: '讀者點選這段文字會到哪裡。還不知道就先留空，讀者只會看到文字。',
      unresolved: '這段文字還沒有目的地',
    }),
  ],
  preview: {
    select: selectDestination,
    prepare: (selected: Record<string, string | undefined>) => ({
      title: '文中連結',
      subtitle: linkPreview(selected).subtitle,
    }),
  },
})
