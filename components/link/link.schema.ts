import { defineType } from 'sanity'
import { linkPreview, selectDestination } from './destination-words.ts'
import { destinationField, linkTextField } from './link-fields.schema.ts'

export const link = defineType({
  name: 'link',
  title: '連結',
  description: '連結清單裡的一行。',
  type: 'object',
  fields: [
    linkTextField,
    destinationField({
      description: '讀者點下去會到哪裡。還不知道就先留空，讀者只會看到文字，這裡會標「連結待補」。',
      unresolved: '這一行還沒有目的地，讀者只會看到文字',
    }),
  ],
  preview: { select: { text: 'text', ...selectDestination }, prepare: linkPreview },
})
