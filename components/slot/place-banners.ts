import { drawable, showings } from '#lib/promotion/banner-view.ts'
import { standsForAll, type Alternative, type Interval } from '#lib/promotion/choose-banner.ts'
import type { LinkContext } from '#lib/links/destination.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { chooseInSlots } from '#lib/promotion/page-slots.ts'
import type { Finding } from '#lib/page/parts.ts'
import type { ChoiceInBrowser } from '#components/promo-banner/choice-marks.ts'
import type { Banner } from '#components/promo-banner/promo-banner.groq.ts'
import type { Slot } from './slot.groq.ts'

/** A spot of the page: `id` is its own name in the page, `slot` the key or the document id of the slot that stands there. */
export type Spot = { id: string; slot: string }

/** The spot of a place for a banner in the body, by its `_key`. */
export const bodySpot = (key: string): string => `body:${key}`

/** What the page is about, by ids: placements may be only for, or not for, an article or a category. */
export type Subject = { article: string | null; category: string | null }

/** A banner in a spot. */
export type Placed = {
  banner: Banner
  slotKey: string
  /** Which showing of this banner on the page it is. */
  nth: number
  /** null: it is the slot's fallback. */
  placementId: string | null
  /** When the placement, or its hours of today, end; the banner carries it. null: neither is in sight. */
  endsAt: string | null
  /** By what the reader's browser chooses it; null: it is the only one here, and every reader gets it. */
  choice: ChoiceInBrowser | null
}

export type PlacedBanners = {
  /**
   * What stands in a spot for some reader. More than one: alternatives, of which that for readers without script comes last and is the only
   * one to be seen before the script has chosen. None: no box, no gap.
   */
  at: (spotId: string) => readonly Placed[]
  /** Whether a browser has something to do about them: to choose, to take away at an end, to leave out what is for another platform. */
  needScript: boolean
  /** Until when these choices stay the same, for the page's statement. */
  choices: Interval[]
  /** What lost its place because its banner can't be read or nothing in it leads anywhere, for the report. */
  findings: Finding[]
}

const isDismissible = ({ dismissible }: Banner) => dismissible

/**
 * Chooses once for a whole page. A preview has what readers without script get. Takes its slots, and its spots in reading order, because a banner
 * shown again is numbered.
 */
export function placeBanners(
  slots: readonly Slot[],
  spots: readonly Spot[],
  context: LinkContext & { now: Date; isPreview: boolean },
  subject: Subject = { article: null, category: null },
): PlacedBanners {
  const { now, locale, isPreview } = context
  const chosen = chooseInSlots(
    slots,
    { now, locale, zone: publicationZone, ...subject },
    drawable(context),
    isDismissible,
  )
  const keys = new Map(
    slots.flatMap(
      (slot) =>
        [
          [slot._id, slot.key],
          [slot.key, slot.key],
        ] as const,
    ),
  )
  const standing = spots.map(({ slot }) => {
    const alternatives = defaultLast(chosen.alternatives(slot))
    return isPreview ? alternatives.filter(({ weights }) => weights.unknown > 0) : alternatives
  })
  const shown = showings(standing.map((alternatives) => alternatives.map(({ banner }) => banner._id)))
  const placed = spots.map(({ slot }, index) => {
    const alternatives = standing[index] ?? []
    const [only] = alternatives
    const isForAll =
      isPreview ||
      (alternatives.length === 1 &&
        only !== undefined &&
        standsForAll(only) &&
        only.perDay === null &&
        !isDismissible(only.banner))
    return alternatives.map(({ banner, placementId, endsAt, ...rules }, place): Placed => ({
      banner,
      placementId,
      endsAt,
      nth: shown[index]?.[place] ?? 1,
      slotKey: keys.get(slot) ?? slot,
      choice: isForAll ? null : { ...rules, spot: `s${index}`, isLast: place === alternatives.length - 1 },
    }))
  })
  const bySpot = new Map(spots.map(({ id }, index) => [id, placed[index] ?? []]))
  return {
    at: (spotId) => bySpot.get(spotId) ?? [],
    needScript:
      !isPreview &&
      placed
        .flat()
        .some(
          ({ banner, endsAt, choice }) =>
            endsAt !== null || choice !== null || banner.callsToAction.some(({ platform }) => platform !== null),
        ),
    choices: chosen.choices,
    findings: chosen.findings,
  }
}

/** As they come one is seen, the default; when that is there, all are. */
const defaultLast = (alternatives: readonly Alternative<Banner>[]): Alternative<Banner>[] =>
  alternatives.toSorted((a, b) => Number(a.weights.unknown > 0) - Number(b.weights.unknown > 0))
