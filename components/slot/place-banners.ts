import { drawable, showings, type Showing } from '#lib/banner-view.ts'
import type { Interval } from '#lib/choose-banner.ts'
import type { LinkContext } from '#lib/destination.ts'
import { chooseInSlots } from '#lib/page-slots.ts'
import type { Finding } from '#lib/parts.ts'
import type { Banner } from '#components/promo-banner/promo-banner.groq.ts'
import type { Slot } from './slot.groq.ts'

/** A spot of the page: `id` is its own name in the page, `slot` the key or the document id of the slot that stands there. */
export type Spot = { id: string; slot: string }

/** The spot of a place for a banner in the body, by its `_key`. */
export const bodySpot = (key: string): string => `body:${key}`

/** `endsAt`: when the placement that put it there ends; null where nothing ends it. */
export type Placed = { banner: Banner; endsAt: string | null; slotKey: string; showing: Showing }

export type PlacedBanners = {
  /** What stands in a spot, or undefined: no box, no gap. */
  at: (spotId: string) => Placed | undefined
  /** Whether one of them has an end: the page then carries the script that takes it away. */
  anyEnds: boolean
  /** Until when these choices stay the same, for the page's statement. */
  choices: Interval[]
  /** Banners that lost their place because nothing in them leads anywhere, for the report. */
  findings: Finding[]
}

/** Chooses once for a whole page. In: its slots, and its spots in reading order, because a banner shown again is numbered. */
export function placeBanners(slots: readonly Slot[], spots: readonly Spot[], context: LinkContext & { now: Date }): PlacedBanners {
  const chosen = chooseInSlots(slots, context.now, drawable(context))
  const keys = new Map(slots.flatMap((slot) => [[slot._id, slot.key], [slot.key, slot.key]] as const))
  const standing = spots.map(({ slot }) => chosen.at(slot))
  const shown = showings(standing.map((each) => each?.banner._id ?? null))
  const placed = new Map<string, Placed>()
  spots.forEach((spot, index) => {
    const [each, showing] = [standing[index], shown[index]]
    if (each && showing) placed.set(spot.id, { ...each, showing, slotKey: keys.get(spot.slot) ?? spot.slot })
  })
  return { at: (spotId) => placed.get(spotId), anyEnds: standing.some((each) => each?.endsAt), choices: chosen.choices, findings: chosen.findings }
}
