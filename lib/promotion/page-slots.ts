import {
  chooseBanner,
  type Alternative,
  type Choice,
  type Interval,
  type Lost,
  type SlotContent,
  type SlotContext,
} from './choose-banner.ts'
import type { Finding } from '../page/parts.ts'

type Identified = { _id: string; _rev: string }
type SlotLike<B> = SlotContent<B> & { _id: string; key: string; placements: readonly Identified[] }

/** What stands in a page's slots at one instant. */
export type SlotChoices<B> = {
  /** By the slot's key or its document id; null: nothing stands there, or there is no such slot. */
  at: (slot: string) => Alternative<B> | null
  /** By the slot's key or its document id: everything that stands there for some reader. */
  alternatives: (slot: string) => readonly Alternative<B>[]
  choices: Interval[]
  /** By slot id, every candidate that did not win, and why. */
  lost: { slot: string; candidates: Lost[] }[]
  /** Banners that lost their place because nothing in them leads anywhere, and placements whose banner can't be read. */
  findings: Finding[]
}

/** Chooses once for all slots of a page. `drawable` and `dismissible` as in chooseBanner. */
export function chooseInSlots<B extends Identified>(
  slots: readonly SlotLike<B>[],
  context: SlotContext,
  drawable: (banner: B) => boolean = () => true,
  dismissible: (banner: B) => boolean = () => false,
): SlotChoices<B> {
  const chosen = new Map<string, Choice<B>>()
  const choices = new Map<string, Choice<B>>()
  const findings = new Map<string, Finding>()
  const find = ({ _id, _rev }: Identified, path: string, message: string) =>
    findings.set(_id, { documentId: _id, rev: _rev, path, message })
  for (const slot of slots) {
    if (choices.has(slot._id)) continue
    for (const banner of [...slot.banners.values(), slot.fallback]) {
      if (banner && !drawable(banner)) find(banner, 'callsToAction', 'no call to action leads anywhere')
    }
    for (const placement of slot.placements) {
      if (!slot.banners.has(placement.banner))
        find(placement, 'banner', 'the banner is missing, not published or broken')
    }
    const choice = chooseBanner(slot, context, drawable, dismissible)
    choices.set(slot._id, choice)
    chosen.set(slot._id, choice)
    if (!chosen.has(slot.key)) chosen.set(slot.key, choice)
  }
  return {
    at: (slot) => chosen.get(slot)?.standing ?? null,
    alternatives: (slot) => chosen.get(slot)?.alternatives ?? [],
    choices: [...choices.values()].map(({ from, until }) => ({ from, until })),
    lost: [...choices].map(([slot, choice]) => ({ slot, candidates: choice.lost })),
    findings: [...findings.values()],
  }
}
