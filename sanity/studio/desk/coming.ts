import { z } from 'zod'
import { drawable } from '#lib/promotion/banner-view.ts'
import { list } from '#lib/page/fields.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { standsAt } from '#lib/promotion/slot-outlook.ts'
import { bookedSlotFragment, slotBannersFragment, slotSchema, type Slot } from '#components/slot/slot.groq.ts'

/** GROQ: slots with placements that come or go, as readers have them. Parameter: now. To be asked for in the `published` perspective. */
export const bookedSlots = `*[_type == "slot" && _id in *[_type == "placement" && (defined(startsAt) || defined(endsAt))].slot._ref] | order(_id asc) {${bookedSlotFragment}}{${slotBannersFragment}}`
export const bookedSlotsSchema = list(slotSchema)

/** A document and the instants at which something happens to it. */
export type Timed = {
  id: string
  type: string
  starts: string | null
  ends: string | null
  /** Whether it is the document itself that is published and taken down then. */
  isDue: boolean
}

/** `covered`: no reader sees the placement as it starts, or has seen it as it ends; `instead` is what stands in its place. */
export type Coming = {
  id: string
  type: string
  what: 'starts' | 'ends'
  /** Whether the document itself is published or taken down; else it is a placement that starts or ends. */
  isDue: boolean
  at: Date
  covered?: boolean
  instead?: readonly string[]
}

const instant = z.iso.datetime({ offset: true }).nullable()

/** What the lake answers: published placements that run, and the work that falls due by itself. */
export const timetable = z
  .object({
    placements: z.array(z.object({ _id: z.string(), startsAt: instant, endsAt: instant })),
    due: z.array(
      z.object({
        documentId: z.string(),
        documentType: z.string(),
        kind: z.enum(['publish', 'takeDown']),
        at: instant,
      }),
    ),
  })
  .transform(({ placements, due }): Timed[] => [
    ...placements.map(({ _id, startsAt, endsAt }) => ({
      id: _id,
      type: 'placement',
      starts: startsAt,
      ends: endsAt,
      isDue: false,
    })),
    ...due.map(({ documentId, documentType, kind, at }) => ({
      id: documentId,
      type: documentType,
      starts: kind === 'publish' ? at : null,
      ends: kind === 'takeDown' ? at : null,
      isDue: true,
    })),
  ])

const DAY = 86_400_000
/** How far ahead an editor is told what is coming. */
export const comingDays = 14

/** Everything that starts or ends after `now` and within `comingDays`, the next first. A document that does both comes twice. */
export function comingUp(documents: readonly Timed[], now: Date): Coming[] {
  const limit = now.getTime() + comingDays * DAY
  const each = documents.flatMap(({ id, type, starts, ends, isDue }) =>
    (
      [
        ['starts', starts],
        ['ends', ends],
      ] as const
    ).flatMap(([what, at]): Coming[] => (at ? [{ id, type, what, isDue, at: new Date(at) }] : [])),
  )
  return each
    .filter(({ at }) => at > now && at.getTime() <= limit)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}

/** What pages make of it: whether a placement that starts or ends is seen by some reader just then. `origin` is the site's own. */
export function withTruth(coming: readonly Coming[], slots: readonly Slot[], origin: string): Coming[] {
  const places = new Map(
    slots.flatMap((slot) => slot.placements.map((placement) => [placement._id, { slot, placement }] as const)),
  )
  return coming.map((each) => {
    const place = places.get(each.id)
    if (!place || each.isDue) return each
    const now = each.what === 'starts' ? each.at : new Date(each.at.getTime() - 1)
    const context = { now, zone: publicationZone, locale: 'zh-TW', article: null, category: null } as const
    const { stands, instead } = standsAt(
      place.slot,
      place.placement,
      context,
      drawable({ locale: 'zh-TW', origin }),
      ({ dismissible }) => dismissible,
    )
    return stands ? each : { ...each, covered: true, instead: instead.map(({ tag }) => tag) }
  })
}
