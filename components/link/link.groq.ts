import { z } from 'zod'
import { identity, maybe } from '#lib/page/fields.ts'
import { hasWords } from '#lib/text/words.ts'

export const destinationFragment = /* groq */ `
  page, url,
  "reference": reference->{
    _id, _rev, _type,
    "title": coalesce(title, name),
    "slug": slug.current,
    "category": category->slug.current
  }
`

export const linkFragment = /* groq */ `
  _key, text,
  destination{${destinationFragment}}
`

const targetSchema = z.object({
  ...identity,
  _type: z.enum(['article', 'category', 'author']),
  title: maybe(z.string()),
  slug: maybe(z.string()),
  category: maybe(z.string()),
})

/** A target that is missing or not published is null here: the link is then unresolved. */
export const destinationSchema = z.object({
  page: maybe(z.enum(['front', 'academy', 'authors', 'disclosure'])),
  url: maybe(z.string()),
  reference: maybe(targetSchema),
})

export const linkSchema = z
  .object({ _key: z.string(), text: maybe(z.string()), destination: maybe(destinationSchema) })
  .refine((link) => hasWords(link.text) || hasWords(link.destination?.reference?.title), {
    message: 'a link without words',
  })

export type Destination = z.infer<typeof destinationSchema>
