import { z } from 'zod'
import { maybe, words } from '#lib/page/fields.ts'

export const quotationSchema = z.object({
  _type: z.literal('quotation'),
  _key: z.string(),
  /** A paragraph a line. */
  text: words,
  attribution: maybe(z.string()),
  role: maybe(z.string()),
  large: maybe(z.boolean()),
})

export type Quotation = z.infer<typeof quotationSchema>
