import { z } from 'zod'
import { identity, instant, list, maybe, whole, words } from '#lib/page/fields.ts'
import { hasWords } from '#lib/text/words.ts'
import { destinationFragment, destinationSchema } from '#components/link/link.groq.ts'
import { pictureFragment, pictureSchema } from '#components/picture/picture.groq.ts'

export const bannerFragment = /* groq */ `
  _id, _rev, tag, copy, brief,
  callsToAction[]{_key, text, platform, destination{${destinationFragment}}},
  image{${pictureFragment}},
  points, isFinancial, risk, riskBrief, offerEndsAt, dismissible,
  disclosure{kind, sponsor}
`

const callToActionSchema = z.object({
  _key: z.string(),
  text: words,
  platform: maybe(z.enum(['android', 'ios'])),
  destination: maybe(destinationSchema),
})

export const bannerSchema = z
  .object({
    ...identity,
    tag: words,
    copy: maybe(z.string()),
    brief: maybe(z.string()),
    callsToAction: list(callToActionSchema),
    image: maybe(pictureSchema),
    points: list(z.string()),
    isFinancial: whole(z.boolean().nullish()).transform((yes) => yes ?? false),
    risk: maybe(z.string()),
    riskBrief: maybe(z.string()),
    offerEndsAt: maybe(instant),
    dismissible: maybe(z.boolean()).transform((yes) => yes ?? false),
    disclosure: z.object({ kind: z.enum(['advertisement', 'sponsored', 'own']), sponsor: words }),
  })
  .refine((banner) => !banner.isFinancial || hasWords(banner.risk), { message: 'a financial banner without risk text' })

export type Banner = z.infer<typeof bannerSchema>
