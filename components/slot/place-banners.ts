import { drawable, showings, type Showing } from '#lib/banner-view.ts'
import type { Alternative, Interval } from '#lib/choose-banner.ts'
import type { LinkContext } from '#lib/destination.ts'
import { publicationZone } from '#lib/locales.ts'
import { chooseInSlots } from '#lib/page-slots.ts'
import type { Finding } from '#lib/parts.ts'
import type { Banner } from '#components/promo-banner/promo-banner.groq.ts'
import type { Slot } from './slot.groq.ts'

/** A spot of the page: `id` is its own name in the page, `slot` the key or the document id of the slot that stands there. */
export type Spot = { id: string; slot: string }

/** The spot of a place for a banner in the body, by its `_key`. */
export const bodySpot = (key: string): string => `body:${key}`

/** What the page is about, by ids: placements may be only for, or not for, an article or a category. */
export type Subject = { article: string | null; category: string | null }

export type Placed = {
  banner: Banner
  slotKey: string
  showing: Showing
  /** null: it is the slot's fallback. */
  placementId: string | null
  /** When the placement, or its hours of today, end; the banner carries it. null: neither is in sight. */
  endsAt: string | null
}

export type PlacedBanners = {
  /** What stands in a spot, or undefined: no box, no gap. */
  at: (spotId: string) => Placed | undefined
  /** Whether one of them has an end: the page then carries the script that takes it away. */
  anyEnds: boolean
  /** Everything that stands in a spot for some reader, most important first. One for all kinds of reader: the page needs no script. */
  alternatives: (spotId: string) => readonly Alternative<Banner>[]
  /** Until when these choices stay the same, for the page's statement. */
  choices: Interval[]
  /** What lost its place because its banner can't be read or nothing in it leads anywhere, for the report. */
  findings: Finding[]
}

/** Chooses once for a whole page. In: its slots, and its spots in reading order, because a banner shown again is numbered. */
export function placeBanners(
  slots: readonly Slot[],
  spots: readonly Spot[],
  context: LinkContext & { now: Date },
  subject: Subject = { article: null, category: null },
): PlacedBanners {
  const { now, locale } = context
  const chosen = chooseInSlots(slots, { now, locale, zone: publicationZone, ...subject }, drawable(context))
  const keys = new Map(slots.flatMap((slot) => [[slot._id, slot.key], [slot.key, slot.key]] as const))
  const standing = spots.map(({ slot }) => chosen.at(slot))
  const shown = showings(standing.map((each) => each?.banner._id ?? null))
  const placed = new Map<string, Placed>()
  spots.forEach(({ id, slot }, index) => {
    const [each, showing] = [standing[index], shown[index]]
    if (!each || !showing) return
    const { banner, placementId, endsAt } = each
    placed.set(id, { banner, placementId, endsAt, showing, slotKey: keys.get(slot) ?? slot })
  })
  const slotOf = new Map(spots.map(({ id, slot }) => [id, slot]))
  return {
    at: (spotId) => placed.get(spotId),
    anyEnds: standing.some((each) => each?.endsAt),
    alternatives: (spotId) => chosen.alternatives(slotOf.get(spotId) ?? ''),
    choices: chosen.choices,
    findings: chosen.findings,
  }
}
