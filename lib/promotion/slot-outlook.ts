import {
  chooseBanner,
  platforms,
  type Choice,
  type Drawable,
  type Placement,
  type Platform,
  type SlotContent,
  type SlotContext,
} from './choose-banner.ts'
import { coverage } from './slot-coverage.ts'

/** A banner that readers see in a slot now. */
export type Standing<B> = {
  banner: B
  /** null: it is the slot's fallback. */
  placementId: string | null
  endsAt: string | null
  /** Empty: on all of them. */
  platforms: readonly Platform[]
  /** Only in some articles or categories. */
  isSelective: boolean
}

/** What comes next in a slot, on a page of no particular subject. `standing` is empty: then nothing is shown. */
type Coming<B> = { at: string; standing: readonly Standing<B>[] }

export type Outlook<B> = {
  now: readonly Standing<B>[]
  next: Coming<B> | null
  /** Ids of placements whose time it is, but whose banner can't be drawn or is not there: what is `now` stands in their place. */
  undrawn: readonly string[]
  /** What begins by itself, the next first. `by`: ids of those that keep it from readers all of its time, or a part; empty: nothing does. */
  booked: readonly { placement: Placement; whole: boolean; by: readonly string[] }[]
}

/** Days and hours are looked at eight days at a time: so many looks are a quarter of a year. */
const LOOKS = 60

/**
 * What stands in a slot now, and what changes there next and when. `drawable` as in chooseBanner. Takes the context without article and category,
 * because a slot stands on many pages; what is only in some articles is named too.
 */
export function slotOutlook<B>(
  slot: SlotContent<B>,
  context: SlotContext,
  drawable: Drawable<B>,
  dismissible: (banner: B) => boolean = () => false,
): Outlook<B> {
  const choice = chooseBanner(slot, context, drawable)
  const selective = slot.placements.filter(isSelective).flatMap((placement) => {
    const alone = { placements: [anywhere(placement)], banners: slot.banners, fallback: null }
    return standingOf(chooseBanner(alone, context, drawable), true)
  })
  const now = context.now.getTime()
  const isTime = ({ startsAt, endsAt }: Placement) =>
    (startsAt === null || Date.parse(startsAt) <= now) && (endsAt === null || Date.parse(endsAt) > now)
  const undrawn = new Set(
    choice.lost.filter(({ reason }) => reason === 'not-drawable' || reason === 'no-banner').map(({ id }) => id),
  )
  const booked = slot.placements
    .filter(({ startsAt, paused }) => !paused && startsAt !== null && Date.parse(startsAt) > now)
    .toSorted((a, b) => (a.startsAt ?? '').localeCompare(b.startsAt ?? ''))
  const covers = coverage(slot, context, drawable, dismissible)
  return {
    now: [...standingOf(choice), ...selective],
    next: comingAfter(choice, slot, context, drawable),
    undrawn: slot.placements
      .filter((placement) => undrawn.has(placement._id) && isTime(placement))
      .map(({ _id }) => _id),
    booked: booked.map((placement) => ({ placement, whole: false, by: [], ...covers.get(placement._id) })),
  }
}

function comingAfter<B>(
  choice: Choice<B>,
  slot: SlotContent<B>,
  context: SlotContext,
  drawable: Drawable<B>,
): Coming<B> | null {
  const before = nameOf(choice)
  let at = choice.until
  for (let look = 0; at !== null && look < LOOKS; look += 1) {
    const then = chooseBanner(slot, { ...context, now: new Date(at) }, drawable)
    if (nameOf(then) !== before) return { at, standing: standingOf(then) }
    at = then.until
  }
  return null
}

/** Two choices that readers can't tell apart have one name. */
const nameOf = <B>({ alternatives }: Choice<B>) =>
  JSON.stringify(alternatives.map(({ placementId, weights }) => [placementId, weights]))

const standingOf = <B>({ alternatives }: Choice<B>, selective = false): Standing<B>[] =>
  alternatives.map(({ banner, placementId, endsAt, weights }) => {
    const on = platforms.filter((kind) => weights[kind] > 0)
    return { banner, placementId, endsAt, platforms: on.length === platforms.length ? [] : on, isSelective: selective }
  })

const isSelective = ({ onlyArticles, onlyCategories }: Placement) =>
  onlyArticles.length > 0 || onlyCategories.length > 0

const anywhere = (placement: Placement): Placement => ({ ...placement, onlyArticles: [], onlyCategories: [] })

/**
 * Whether some reader could see a placement at an instant, as pages choose; and what stands in its place where none could. On a page that it is
 * for, of those that are named in it.
 */
export function standsAt<B>(
  slot: SlotContent<B>,
  placement: Placement,
  context: SlotContext,
  drawable: Drawable<B>,
  dismissible: (banner: B) => boolean = () => false,
): { stands: boolean; instead: readonly B[] } {
  const articles = placement.onlyArticles.length > 0 ? placement.onlyArticles : [null]
  const categories = placement.onlyCategories.length > 0 ? placement.onlyCategories : [null]
  const choices = articles.flatMap((article) =>
    categories.map(
      (category) => chooseBanner(slot, { ...context, article, category }, drawable, dismissible).alternatives,
    ),
  )
  const stands = choices.some((alternatives) => alternatives.some(({ placementId }) => placementId === placement._id))
  return { stands, instead: stands ? [] : [...new Set(choices.flatMap(([first]) => (first ? [first.banner] : [])))] }
}
