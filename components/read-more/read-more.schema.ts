import { defineField, defineType } from 'sanity'
import { destinationProblem, linkTextProblem, unresolvedProblem, type DestinationDraft } from '#lib/validation/destination.ts'
import { linkPreview, selectDestination } from '../link/destination-words.ts'

type ReadMoreDraft = { text?: string; destination?: DestinationDraft }

export const readMore = defineType({
  name: 'readMore',
  title: '延伸閱讀',
  description: '內文中獨立的一行，請讀者去看另一頁。',
  type: 'object',
  fields: [
    defineField({
      name: 'text',
      title: '文字',
      description: '讀者看到的字。連到站內文件時可以留空，會用那份文件的標題。',
      type: 'string',
      validation: (rule) =>
        rule.custom<string>((text, { parent }) => linkTextProblem(text, (parent as ReadMoreDraft | undefined)?.destination)),
    }),
    defineField({
      name: 'destination',
      title: '目的地',
      description: '讀者點下去會到哪裡。三選一；還不知道就先留空，讀者只會看到文字，這裡會標「連結待補」。',
      type: 'destination',
      validation: (rule) => [
        rule.custom<DestinationDraft>(destinationProblem),
        rule.custom<DestinationDraft>(unresolvedProblem('連結待補：這行延伸閱讀還沒有目的地')).info(),
      ],
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
