import {
  chooseBanner,
  platforms,
  type Alternative,
  type Drawable,
  type Placement,
  type Platform,
  type SlotContent,
  type SlotContext,
} from './choose-banner.ts'
import { coverage } from './slot-coverage.ts'
import { momentInWords, periodProblem } from '../time/period.ts'

/** What marketing says of a swap. Instants are ISO; an open start is at once, an open end is for good. Empty lists: for everybody. */
export type SwapWish = {
  startsAt: string | null
  endsAt: string | null
  platforms: readonly Platform[]
  onlyCategories: readonly string[]
}

/** A placement that is booked and that the swap keeps from readers, all of them or those whom the swap is for. `whole`: from now on nobody ever sees it. */
export type Covered = { id: string; startsAt: string | null; endsAt: string | null; whole: boolean }

export type SwapPlan<B> = {
  placement: Placement
  /** The next to begin first. */
  covers: readonly Covered[]
  /** When the first of these begins that has not begun before the swap: a swap that ends then covers none of them. null: there is none. */
  freeUntil: string | null
  /** Whether the choice that pages make shows it from its start on; false when its banner leads nowhere, say. */
  isSeen: boolean
  /** On which platforms that is; empty: on all of them. */
  platforms: readonly Platform[]
  /** What those who saw it get when it has ended, each once, because it may differ by platform and category; null: some of them get nothing. */
  after: readonly (B | null)[]
}

/**
 * The placement that puts a banner above all that the slot shows in that time, and what follows it. Takes ids of the new placement and of its banner;
 * the slot with every placement that has not ended.
 * @throws a RangeError for a period that is empty.
 */
export function planSwap<B>(
  slot: SlotContent<B>,
  { id, banner }: { id: string; banner: { id: string; value: B } },
  wish: SwapWish,
  context: SlotContext,
  drawable: Drawable<B>,
  dismissible: (banner: B) => boolean = () => false,
): SwapPlan<B> {
  const problem = swapProblem(wish, context.now)
  if (problem !== true) throw new RangeError(problem)
  const start = Date.parse(wish.startsAt ?? context.now.toISOString())
  const meets = ({ startsAt, endsAt }: Placement) =>
    (wish.endsAt === null || !startsAt || Date.parse(startsAt) < Date.parse(wish.endsAt)) &&
    (!endsAt || Date.parse(endsAt) > start)
  // A paused one counts too: it would cover the new one when it is let on again.
  const rivals = slot.placements.filter(meets).map(({ priority }) => priority)
  const placement: Placement = {
    _id: id,
    banner: banner.id,
    ...wish,
    priority: rivals.length > 0 ? Math.max(...rivals) + 1 : 0,
    weight: null,
    perDay: null,
    paused: false,
    days: [],
    hoursFrom: null,
    hoursTo: null,
    locales: [],
    onlyArticles: [],
    notArticles: [],
    notCategories: [],
  }
  const categories = wish.onlyCategories.length > 0 ? wish.onlyCategories : [null]
  const banners = new Map([...slot.banners, [banner.id, banner.value]])
  const swapped = { ...slot, placements: [...slot.placements, placement], banners }
  const begun = new Date(Math.max(start, context.now.getTime()))
  const { alternatives } = chooseBanner(swapped, { ...context, category: categories[0] ?? null, now: begun }, drawable)
  const seen = alternatives.find(({ placementId }) => placementId === id)
  const seenOn = platforms.filter((platform) => seen && seen.weights[platform] > 0)
  const over = wish.endsAt === null ? [] : [new Date(wish.endsAt)]
  const after = over
    .flatMap((now) =>
      categories.map((category) => chooseBanner(slot, { ...context, category, now }, drawable).alternatives),
    )
    .flatMap((then) =>
      seenOn.flatMap((platform) =>
        firstOn(
          platform,
          then.filter((each) => drawable(each.banner, platform)),
        ),
      ),
    )
  const covers = seen ? coveredBy(placement, seenOn, swapped, { context, drawable, dismissible }) : []
  const freeUntil =
    covers.find(({ startsAt }) => startsAt !== null && Date.parse(startsAt) > begun.getTime())?.startsAt ?? null
  return {
    placement,
    covers,
    freeUntil,
    isSeen: seen !== undefined,
    platforms: seenOn.length === platforms.length ? [] : seenOn,
    after: [...new Set(after)],
  }
}

type Rules<B> = { context: SlotContext; drawable: Drawable<B>; dismissible: (banner: B) => boolean }

/**
 * What is booked and is kept from readers by one placement of the slot, `swap`, on these platforms. What stands there for good is no booking:
 * to stand above it is what a swap is for.
 */
function coveredBy<B>(
  swap: Placement,
  on: readonly Platform[],
  slot: SlotContent<B>,
  { context, drawable, dismissible }: Rules<B>,
): Covered[] {
  const covers = (placements: readonly Placement[]) => coverage({ ...slot, placements }, context, drawable, dismissible)
  const others = slot.placements.filter(({ _id }) => _id !== swap._id)
  const begins = Date.parse(swap.startsAt ?? context.now.toISOString())
  const isBooked = ({ startsAt, endsAt }: Placement) =>
    endsAt !== null || (startsAt !== null && Date.parse(startsAt) > begins)
  const meant = others.flatMap((other) => within(other, swap, on) ?? [])
  const [before, after, amongMeant] = [covers(others), covers(slot.placements), covers([...meant, swap])]
  return others
    .filter(
      (other) =>
        isBooked(other) &&
        before.get(other._id)?.whole !== true &&
        amongMeant.get(other._id)?.by.includes(swap._id) === true,
    )
    .map((other) => ({
      id: other._id,
      startsAt: other.startsAt,
      endsAt: other.endsAt,
      whole: after.get(other._id)?.whole === true,
    }))
    .toSorted((a, b) => (a.startsAt ?? '').localeCompare(b.startsAt ?? '') || (a.id < b.id ? -1 : 1))
}

/** A placement as far as it is for those whom a swap is for; null: for none of them. */
function within(placement: Placement, swap: Placement, on: readonly Platform[]): Placement | null {
  const devices = placement.platforms.length > 0 ? on.filter((platform) => placement.platforms.includes(platform)) : on
  const [own, swapped] = [placement.onlyCategories, swap.onlyCategories]
  const categories = own.length === 0 ? swapped : swapped.length === 0 ? own : own.filter((id) => swapped.includes(id))
  const isForNone =
    devices.length === 0 ||
    ((own.length > 0 || swapped.length > 0) && categories.every((id) => placement.notCategories.includes(id)))
  return isForNone ? null : { ...placement, platforms: devices, onlyCategories: categories }
}

/** The banners that readers on a platform share while they have used up nothing. */
function firstOn<B>(platform: Platform, alternatives: readonly Alternative<B>[]): (B | null)[] {
  const some = alternatives.filter(({ weights }) => weights[platform] > 0)
  return some.length > 0 ? some.filter(({ rank }) => rank === some[0]?.rank).map(({ banner }) => banner) : [null]
}

/** `true`, or the zh-TW sentence for a wish that would never be seen. */
export function swapProblem({ startsAt, endsAt }: SwapWish, now: Date): true | string {
  const problem = periodProblem(startsAt ?? undefined, endsAt ?? undefined)
  if (problem !== true) return problem
  return endsAt === null || Date.parse(endsAt) > now.getTime() || '結束時間已經過了'
}

type Names = { slot: string; banner: string; after: readonly (string | null)[]; categories: readonly string[] }

const platformNames: Record<Platform, string> = { android: 'Android', ios: 'iOS', desktop: '桌機' }

/** On which devices, by name; empty for all of them. */
export const platformsInWords = (platforms: readonly Platform[]): string[] =>
  platforms.map((platform) => platformNames[platform])

/** One zh-TW sentence: what will be seen by whom, where, when, and what returns afterwards. Takes names as people call them. */
export function swapInWords(
  { startsAt, endsAt, platforms }: SwapWish,
  names: Names,
  telling: { timeZone: string; now: Date },
): string {
  const isNow = startsAt === null || Date.parse(startsAt) <= telling.now.getTime()
  const from = isNow ? '發布後馬上開始' : `從 ${momentInWords(startsAt, telling)} 起`
  const until = endsAt === null ? '' : `，到 ${momentInWords(endsAt, telling, true)} 為止`
  const devices = platforms.length > 0 ? `用 ${platformsInWords(platforms).join('、')} 的` : ''
  const pages = names.categories.length > 0 ? `讀${names.categories.map((name) => `「${name}」`).join('、')}文章的` : ''
  const isAll = !devices && !pages
  const seen = `${from}${until}，${isAll ? '所有' : `${pages}${devices}`}讀者在「${names.slot}」看到「${names.banner}」`
  const others = isAll ? '' : '，其他讀者看到的不變'
  if (endsAt === null) return `${seen}${others}，直到你再換或停播。`
  return `${seen}${others}；之後${afterInWords(names.after)}。`
}

/** Two banners may be called the same: each name once. */
function afterInWords(after: Names['after']): string {
  const names = new Set(after.filter((name) => name !== null).map((name) => `「${name}」`))
  if (names.size === 0) return '這裡不顯示橫幅'
  return `換回${[...names].join('、')}${after.includes(null) ? '，部分讀者看不到橫幅' : ''}`
}
