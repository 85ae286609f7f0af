import { defineField } from 'sanity'
import {
  destinationProblem,
  linkTextProblem,
  unresolvedProblem,
  type DestinationDraft,
} from '#lib/validation/destination.ts'

type LinkDraft = { destination?: DestinationDraft }

/** The words of a link; a document that it leads to gives its title where they are missing. */
export const linkTextField = defineField({
  name: 'text',
  title: '文字',
  description: '讀者看到的字。連到站內文件時可以留空，會用那份文件的標題。',
  type: 'string',
  validation: (rule) =>
    rule.custom<string>((text, { parent }) => linkTextProblem(text, (parent as LinkDraft | undefined)?.destination)),
})

type Leading = {
  description: string
  /** What an editor is told while there is no destination yet. */
  unresolved: string
  /** How loudly. */
  level?: 'info' | 'warning'
}

/** Where a link leads: one place at most, and until there is one it is 連結待補. */
export const destinationField = ({ description, unresolved, level = 'info' }: Leading) =>
  defineField({
    name: 'destination',
    title: '目的地',
    description,
    type: 'destination',
    validation: (rule) => [
      rule.custom<DestinationDraft>(destinationProblem),
      rule.custom<DestinationDraft>(unresolvedProblem(`連結待補：${unresolved}`))[level](),
    ],
  })
