import { z } from 'zod'
import { identity, instant, list, maybe, whole } from '#lib/fields.ts'
import { bannerFragment, bannerSchema } from '#components/promo-banner/promo-banner.groq.ts'

/** Placements that have not ended, future ones too: lib chooses. The instant is a parameter, so that the answer can be kept. */
export const slotFragment = /* groq */ `
  _id, _rev, title, key,
  fallback->{${bannerFragment}},
  "fallbackFound": !defined(fallback) || defined(fallback->_id),
  "placements": *[_type == "placement" && slot._ref == ^._id && coalesce(dateTime(endsAt) > dateTime($now), true)] | order(_id asc) {
    _id, _rev, startsAt, endsAt, priority,
    banner->{${bannerFragment}}
  }
`

export const placementSchema = z.object({
  ...identity,
  startsAt: whole(instant.nullish()).transform((start) => start ?? null),
  endsAt: whole(instant.nullish()).transform((end) => end ?? null),
  priority: whole(z.number().nullish()).transform((priority) => priority ?? 0),
  banner: bannerSchema,
})

export const slotSchema = z.object({
  ...identity,
  title: maybe(z.string()),
  key: z.string().min(1),
  fallback: maybe(bannerSchema),
  /** Read for its finding only: a fallback that was deleted would otherwise look like none. */
  fallbackFound: maybe(z.boolean().refine((found) => found, { message: 'the fallback refers to a banner that does not exist' })),
  placements: list(placementSchema),
})

export type Placement = z.infer<typeof placementSchema>
/** A named place with everything that may stand there from now on; lib/choose-banner says what stands there now. */
export type Slot = z.infer<typeof slotSchema>
