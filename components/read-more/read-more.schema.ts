import { defineType } from 'sanity'
import { linkPreview, selectDestination } from '../link/destination-words.ts'
import { destinationField, linkTextField } from '../link/link-fields.schema.ts'

export const readMore = defineType({
  name: 'readMore',
  title: '延伸閱讀',
  description: '內文中獨立的一行，請讀者去看另一頁。',
  type: 'object',
  fields: [
    linkTextField,
    destinationField({
      description: '讀者點下去會到哪裡。還不知道就先留空，讀者只會看到文字，這裡會標「連結待補」。',
      unresolved: '這行延伸閱讀還沒有目的地',
    }),
  ],
  preview: {
    select: { text: 'text', ...selectDestination },
    prepare: (selected: Record<string, string | undefined>) => {
      const { title, subtitle } = linkPreview(selected)
      return { title: `》》》 ${title}`, subtitle: `延伸閱讀 ${subtitle}` }
    },
  },
})
