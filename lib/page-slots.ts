import { chooseBanner, type Candidate, type Choice, type Interval, type Lost } from './choose-banner.ts'
import type { Finding } from './parts.ts'

type Identified = { _id: string; _rev: string }
type SlotLike<B> = { _id: string; key: string; placements: readonly Candidate<B>[]; fallback: B | null }

/** What stands in one slot, and when its placement ends; null for an open end. */
export type Standing<B> = { banner: B; endsAt: string | null }

/** What stands in a page's slots at one instant. */
export type SlotChoices<B> = {
  /** By the slot's key or its document id; null: nothing stands there, or there is no such slot. */
  at: (slot: string) => Standing<B> | null
  choices: Interval[]
  /** By slot id, every candidate that did not win, and why. */
  lost: { slot: string; candidates: Lost[] }[]
  /** Banners that lost their place because nothing in them leads anywhere. */
  findings: Finding[]
}

/** Chooses once for all slots of a page. `drawable` as in chooseBanner. */
export function chooseInSlots<B extends Identified>(slots: readonly SlotLike<B>[], now: Date, drawable: (banner: B) => boolean = () => true): SlotChoices<B> {
  const chosen = new Map<string, Choice<B>>()
  const choices = new Map<string, Choice<B>>()
  const dead = new Map<string, Identified>()
  for (const slot of slots) {
    if (choices.has(slot._id)) continue
    for (const banner of [...slot.placements.map((each) => each.banner), slot.fallback]) {
      if (banner && !drawable(banner)) dead.set(banner._id, banner)
    }
    const choice = chooseBanner(slot, now, drawable)
    choices.set(slot._id, choice)
    chosen.set(slot._id, choice)
    if (!chosen.has(slot.key)) chosen.set(slot.key, choice)
  }
  return {
    at: (slot) => {
      const { banner = null, endsAt = null } = chosen.get(slot) ?? {}
      return banner && { banner, endsAt }
    },
    choices: [...choices.values()].map(({ from, until }) => ({ from, until })),
    lost: [...choices].map(([slot, choice]) => ({ slot, candidates: choice.lost })),
    findings: [...dead.values()].map(({ _id, _rev }) => ({ documentId: _id, rev: _rev, path: 'callsToAction', message: 'no call to action leads anywhere' })),
  }
}
