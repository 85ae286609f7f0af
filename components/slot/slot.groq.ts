import { z } from 'zod'
import { platforms, type Placement } from '#lib/promotion/choose-banner.ts'
import { allOrNothing, identity, instant, list, maybe, toUtc, writtenInstant } from '#lib/page/fields.ts'
import { weekdays } from '#lib/promotion/placement-hours.ts'
import { bannerFragment, bannerSchema } from '#components/promo-banner/promo-banner.groq.ts'

const slotFields = /* groq */ `
  _id, _rev, title, key,
  fallback->{${bannerFragment}},
  "fallbackFound": !defined(fallback) || defined(fallback->_id)
`

/**
 * The placements of a slot that have not ended. The instant is a parameter, so that the answer can be kept. Texts are compared, which is a tenth
 * of the work of comparing times; a day is given in, because a text may be written in another zone, and lib looks again. A placement comes as it
 * is stored: it is smaller than a projection is dear.
 */
const notEnded = /* groq */ `_type == "placement" && slot._ref == ^._id && paused != true && coalesce(endsAt > string(dateTime($now) - 86400), true)`

/** Texts again: what starts within the next day is among those before this, in whatever zone it is written. */
const inTwoDays = /* groq */ `string(dateTime($now) + 172800)`

/**
 * A slot for a page: with the placements that stand now or may come within a day; lib chooses. What starts later only says until when this is all
 * that is known: a slot may be booked for years. To be followed by `{${slotBannersFragment}}`.
 */
export const slotFragment = /* groq */ `
  ${slotFields},
  "placements": *[${notEnded} && coalesce(startsAt < ${inTwoDays}, true)],
  "knownUntil": select(count(*[${notEnded} && startsAt >= ${inTwoDays}]) > 0 => string(dateTime($now) + 86400))
`

/** A slot with all its placements that have not ended, for who looks ahead. To be followed by `{${slotBannersFragment}}`. */
export const bookedSlotFragment = /* groq */ `
  ${slotFields},
  "placements": *[${notEnded}]
`

/** The banners of a slot's placements, each once however many placements show it. */
export const slotBannersFragment = /* groq */ `
  ...,
  "banners": *[_type == "banner" && _id in ^.placements[].banner._ref]{${bannerFragment}}
`

const references = z.array(z.object({ _ref: z.string() })).nullish()

const storedPlacement = z.object({
  ...identity,
  banner: z.object({ _ref: z.string() }),
  startsAt: writtenInstant.nullish(),
  endsAt: writtenInstant.nullish(),
  priority: z.number().nullish(),
  weight: z.number().positive().nullish(),
  perDay: z.number().int().positive().nullish(),
  paused: z.boolean().nullish(),
  days: z.array(z.enum(weekdays)).nullish(),
  hoursFrom: z
    .string()
    .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
    .nullish(),
  hoursTo: z
    .string()
    .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/)
    .nullish(),
  locales: z.array(z.string()).nullish(),
  platforms: z.array(z.enum(platforms)).nullish(),
  onlyArticles: references,
  notArticles: references,
  onlyCategories: references,
  notCategories: references,
})

const none: readonly never[] = []
const ids = (given: z.output<typeof references>): readonly string[] => given?.map(({ _ref }) => _ref) ?? none
const instantOf = (text: string | null | undefined): string | null => (text ? toUtc(text) : null)

/** Any broken field costs the placement: without its end, its hours or its locales it would stand where nobody meant it to. */
export const placementSchema = allOrNothing(storedPlacement, (stored): Placement & { _rev: string } => ({
  _id: stored._id,
  _rev: stored._rev,
  banner: stored.banner._ref,
  startsAt: instantOf(stored.startsAt),
  endsAt: instantOf(stored.endsAt),
  priority: stored.priority ?? 0,
  weight: stored.weight ?? null,
  perDay: stored.perDay ?? null,
  paused: stored.paused ?? false,
  days: stored.days ?? none,
  hoursFrom: stored.hoursFrom ?? null,
  hoursTo: stored.hoursTo ?? null,
  locales: stored.locales ?? none,
  platforms: stored.platforms ?? none,
  onlyArticles: ids(stored.onlyArticles),
  notArticles: ids(stored.notArticles),
  onlyCategories: ids(stored.onlyCategories),
  notCategories: ids(stored.notCategories),
}))

export const slotSchema = z
  .object({
    ...identity,
    title: maybe(z.string()),
    key: z.string().min(1),
    fallback: maybe(bannerSchema),
    /** Read for its finding only: a fallback that was deleted would otherwise look like none. */
    fallbackFound: maybe(
      z.boolean().refine((found) => found, { message: 'the fallback refers to a banner that does not exist' }),
    ),
    placements: list(placementSchema),
    knownUntil: maybe(instant),
    banners: list(bannerSchema),
  })
  .transform(({ banners, ...slot }) => ({ ...slot, banners: new Map(banners.map((banner) => [banner._id, banner])) }))

/** A named place with what may stand there from now on, or until `knownUntil`; lib/promotion/choose-banner says what stands there now. */
export type Slot = z.infer<typeof slotSchema>
