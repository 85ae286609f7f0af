import { defineField, defineType } from 'sanity'
import { destinationProblem, linkTextProblem, unresolvedProblem, type DestinationDraft } from '#lib/validation/destination.ts'
import { linkPreview, selectDestination } from './destination-words.ts'

type LinkDraft = { text?: string; destination?: DestinationDraft }

export const link = defineType({
  name: 'link',
  title: '連結',
  description: '連結清單裡的一行。',
  type: 'object',
  fields: [
    defineField({
      name: 'text',
      title: '文字',
      description: '讀者看到的字。連到站內文件時可以留空，會用那份文件的標題。',
      type: 'string',
      validation: (rule) =>
        rule.custom<string>((text, { parent }) => linkTextProblem(text, (parent as LinkDraft | undefined)?.destination)),
    }),
    defineField({
      name: 'destination',
      title: '目的地',
      description: '讀者點下去會到哪裡。三選一；還不知道就先留空，讀者只會看到文字，這裡會標「連結待補」。',
      type: 'destination',
      validation: (rule) => [
        rule.custom<DestinationDraft>(destinationProblem),
        rule.custom<DestinationDraft>(unresolvedProblem('連結待補：這一行還沒有目的地，讀者只會看到文字')).info(),
      ],
    }),
  ],
  preview: { select: { text: 'text', ...selectDestination }, prepare: linkPreview },
})
