import { defineField, defineType } from 'sanity'
import { destinationProblem, unresolvedProblem, type DestinationDraft } from '#lib/validation/destination.ts'

export const inlineLink = defineType({
  name: 'inlineLink',
  title: '文中連結',
  description: '內文裡選取的文字所連到的地方。',
  type: 'object',
  fields: [
    defineField({
      name: 'destination',
      title: '目的地',
      description: '讀者點選這段文字會到哪裡。三選一；還不知道就先留空，讀者只會看到文字。',
      type: 'destination',
      validation: (rule) => [
        rule.custom<DestinationDraft>(destinationProblem),
        rule.custom<DestinationDraft>(unresolvedProblem('連結待補：這段文字還沒有目的地')).info(),
      ],
    }),
  ],
  preview: {
    select: { title: 'destination.reference.title', name: 'destination.reference.name', url: 'destination.url' },
    prepare: ({ title, name, url }) => ({ title: '文中連結', subtitle: title || name || url || '連結待補或站內頁面' }),
  },
})
