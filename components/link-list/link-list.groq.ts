import { z } from 'zod'
import { identity, list, words } from '#lib/page/fields.ts'
import { linkFragment, linkSchema } from '#components/link/link.groq.ts'

export const linkListFragment = /* groq */ `
  _id, _rev, title,
  links[]{${linkFragment}}
`

export const linkListSchema = z.object({ ...identity, title: words.trim(), links: list(linkSchema) })

export type LinkList = z.infer<typeof linkListSchema>
