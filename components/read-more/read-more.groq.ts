import { z } from 'zod'
import { maybe } from '#lib/page/fields.ts'
import { hasWords } from '#lib/text/words.ts'
import { destinationSchema } from '#components/link/link.groq.ts'

export const readMoreSchema = z
  .object({
    _type: z.literal('readMore'),
    _key: z.string(),
    text: maybe(z.string()),
    destination: maybe(destinationSchema),
  })
  .refine((line) => hasWords(line.text) || hasWords(line.destination?.reference?.title), {
    message: 'a read-more without words',
  })

/** Its words as in `Link`. */
export type ReadMore = z.infer<typeof readMoreSchema>
