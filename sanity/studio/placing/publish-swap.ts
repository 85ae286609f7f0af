import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import { planSwap, type SwapPlan, type SwapWish } from '#lib/promotion/swap-banner.ts'
import {
  nowhereProblem,
  reachesCategory,
  slotPlaces,
  standsNowhere,
  targetsProblem,
  type SlotPlaces,
} from '#lib/promotion/slot-places.ts'
import type { Banner } from '#components/promo-banner/promo-banner.groq.ts'
import type { Slot } from '#components/slot/slot.groq.ts'
import { askChoices, askOutlook, askSlot, contextAt, isDismissible, isDrawable, type Choices } from './slot-question.ts'
import { swapActions, type SwapBanner } from './swap-actions.ts'

export type Swap = {
  slotId: string
  slotTitle: string
  placementId: string
  banner: SwapBanner
  shown: Banner
  wish: SwapWish
}

/** `changed`: the slot is another than the person was told; nothing is written. `published`: what readers see now, as pages choose it. */
export type SwapOutcome =
  | { kind: 'changed'; slot: Slot; choices: Choices }
  | { kind: 'published'; outlook: Awaited<ReturnType<typeof askOutlook>> }

/** What a swap would do to a slot, with every placement that it has, paused ones too. */
export const planIn = (
  slot: Slot,
  { placements }: Choices,
  { placementId, shown, wish }: Pick<Swap, 'placementId' | 'shown' | 'wish'>,
  now: Date,
): SwapPlan<Banner> =>
  planSwap(
    { ...slot, placements },
    { id: placementId, banner: { id: shown._id, value: shown } },
    wish,
    contextAt(now),
    isDrawable(),
    isDismissible,
  )

/** `true`, or the sentence for a swap that no reader of the slot's pages would see. */
export function placesProblem(places: SlotPlaces, { onlyCategories }: SwapWish): true | string {
  if (standsNowhere(places)) return nowhereProblem
  return (
    onlyCategories.length === 0 ||
    onlyCategories.some((category) => reachesCategory(places, category)) ||
    targetsProblem
  )
}

/**
 * Plans a swap again with what the slot holds at this moment, and publishes it when that is what the person was told. Colleagues may have
 * changed the slot while the dialog was open. Throws what the lake refuses, and the sentence for a slot that is on no page any more.
 */
export async function publishSwap(client: SanityClient, swap: Swap, told: SwapPlan<Banner>): Promise<SwapOutcome> {
  const now = new Date()
  const [{ slot, inBodies }, choices] = await Promise.all([
    askSlot(client, swap.slotId, now),
    askChoices(client, swap.slotId),
  ])
  if (!slot) throw new Error('這個版位還沒發布，讀者看不到。')
  const problem = placesProblem(slotPlaces(slot.key, inBodies), swap.wish)
  if (problem !== true) throw new Error(problem)
  // After a lost answer it is there already: it is not made twice.
  if (!choices.placements.some(({ _id }) => _id === swap.placementId)) {
    const plan = planIn(slot, choices, swap, now)
    if (effectOf(plan) !== effectOf(told)) return { kind: 'changed', slot, choices }
    await client.action(swapActions(swap.slotId, plan.placement, swap.banner, `${swap.shown.tag}：${swap.slotTitle}`))
  }
  await riseAboveEquals(client, swap.slotId, swap.placementId)
  return { kind: 'published', outlook: await askOutlook(client, swap.slotId, new Date()) }
}

/** What the sentence of a swap tells. */
const effectOf = ({ isSeen, platforms, after, covers }: SwapPlan<Banner>): string =>
  JSON.stringify([isSeen, platforms, after.map((banner) => banner?._id ?? null), covers])

const standing = z.array(
  z.object({
    _id: z.string(),
    _rev: z.string(),
    _updatedAt: z.string(),
    priority: z.number(),
    startsAt: z.string().nullable(),
    endsAt: z.string().nullable(),
  }),
)
const inSlot =
  '*[_type == "placement" && slot._ref == $slot && !(_id in path("drafts.**")) && !(_id in path("versions.**"))]{_id, _rev, _updatedAt, "priority": coalesce(priority, 0), startsAt, endsAt}'
/** More than so many colleagues don't press at once. */
const TRIES = 10

/** Two who swap at the same moment plan with the same placements. The later one then rises above what has come between, so that no two are equal. */
async function riseAboveEquals(client: SanityClient, slot: string, _id: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const all = standing.parse(await client.fetch<unknown>(inSlot, { slot }, { perspective: 'raw' }))
    const mine = all.find((each) => each._id === _id)
    if (!mine) return
    const others = all.filter(
      (each) =>
        each._id !== _id &&
        (!mine.endsAt || !each.startsAt || Date.parse(each.startsAt) < Date.parse(mine.endsAt)) &&
        (!each.endsAt || Date.parse(each.endsAt) > Date.parse(mine.startsAt ?? mine._updatedAt)),
    )
    if (!others.some((each) => each.priority === mine.priority && each._updatedAt <= mine._updatedAt)) return
    await client
      .patch(_id)
      .ifRevisionId(mine._rev)
      .set({ priority: Math.max(...others.map(({ priority }) => priority)) + 1 })
      .commit()
  }
}
