import {
  barredBy,
  chooseBanner,
  platforms,
  type Alternative,
  type Drawable,
  type Placement,
  type Platform,
  type SlotContent,
  type SlotContext,
} from './choose-banner.ts'
import { publishedLocales } from '../settings/locales.ts'
import { holdTogether, isWeekly, WEEKLY_HORIZON } from './placement-hours.ts'

/** What the other placements of a slot keep from readers. `whole`: from now on no reader ever sees this one. `by`: ids of those that stand in its place, now or later. */
export type Cover = { whole: boolean; by: readonly string[] }

const NONE: Cover = { whole: false, by: [] }

/**
 * What each placement of a slot loses to the others, from `now` on, for every kind of reader and page. A placement is covered at an instant
 * when it would hold and chooseBanner gives it to nobody who has a platform. One that is shown to some of its readers, or to those who have
 * used up what stands above, is not covered.
 * @param slot its placements, all of them; what begins after `knownUntil` is taken as not there.
 * @param zone the time zone of the placements' days and hours.
 * @returns by placement id.
 */
export function coverage<B>(
  slot: SlotContent<B>,
  { now, zone }: { now: Date; zone: string },
  drawable: Drawable<B>,
  dismissible: (banner: B) => boolean,
): ReadonlyMap<string, Cover> {
  const drawnOn = new Map(
    [...slot.banners.values()].map((banner) => [
      banner,
      new Set([undefined, ...platforms].filter((platform) => drawable(banner, platform))),
    ]),
  )
  const isDrawn: Drawable<B> = (banner, platform) => drawnOn.get(banner)?.has(platform) === true
  const content = { placements: slot.placements, banners: slot.banners, fallback: null }
  const pages = pagesOf(slot.placements).map((page) => ({
    page,
    on: new Set(slot.placements.filter((placement) => barredBy(placement, page) === null)),
  }))
  const looks = slot.placements.flatMap((placement): Look[] => {
    const banner = slot.banners.get(placement.banner)
    const own = platforms.filter(
      (platform) =>
        banner !== undefined &&
        isDrawn(banner, platform) &&
        (placement.platforms.length === 0 || placement.platforms.includes(platform)),
    )
    return own.length > 0 && !placement.paused ? [{ placement, own, isSeen: false, by: new Set() }] : []
  })
  const edges = [now.getTime(), ...slot.placements.flatMap((placement) => [startOf(placement), endOf(placement)])]
    .filter((edge) => edge >= now.getTime() && edge < Infinity)
    .toSorted((a, b) => a - b)
  let at: number | undefined = now.getTime()
  while (at !== undefined && at < Infinity) {
    const from: number = at
    const choices = pages.map(({ page, on }) => ({
      on,
      choice: chooseBanner(content, { ...page, now: new Date(from), zone }, isDrawn, dismissible),
    }))
    const until = Math.min(
      ...choices.map(({ choice }) => (choice.until === null ? Infinity : Date.parse(choice.until))),
    )
    const shown = choices.map(({ on, choice }) => ({
      on,
      byId: new Map(choice.alternatives.map((each) => [each.placementId, each])),
    }))
    for (const look of looks)
      if (
        holdTogether(
          [look.placement],
          Math.max(from, startOf(look.placement)),
          Math.min(until, endOf(look.placement)),
          zone,
        )
      )
        note(look, shown)
    at = nextLook(until, slot.placements, edges)
  }
  return new Map(
    slot.placements.map(({ _id }) => {
      const look = looks.find(({ placement }) => placement._id === _id)
      return [_id, look ? { whole: look.by.size > 0 && !look.isSeen, by: [...look.by] } : NONE]
    }),
  )
}

/** What has been learnt of one placement. `own`: the platforms on which it could be shown. */
type Look = { placement: Placement; own: readonly Platform[]; isSeen: boolean; by: Set<string> }

/** Notes whether a placement that holds is shown on one of these pages, and if on none, what is shown in its place. */
function note(
  look: Look,
  shown: readonly { on: ReadonlySet<Placement>; byId: ReadonlyMap<string | null, Alternative<unknown>> }[],
): void {
  const onItsPages = shown.filter(({ on }) => on.has(look.placement))
  const isFor = ({ weights }: Alternative<unknown>) => look.own.some((platform) => weights[platform] > 0)
  if (
    onItsPages.some(({ byId }) => {
      const own = byId.get(look.placement._id)
      return own !== undefined && isFor(own)
    })
  )
    look.isSeen = true
  else for (const { byId } of onItsPages) for (const [id, each] of byId) if (id !== null && isFor(each)) look.by.add(id)
}

/** When to look next; undefined: there is nothing new to see. `edges`: `now` and each start and end after it, in order. Between two edges weekly hours repeat, so their horizon is far enough. */
function nextLook(until: number, placements: readonly Placement[], edges: readonly number[]): number | undefined {
  if (until === Infinity || !placements.some(isWeekly)) return until
  const edge = edges.findLast((each) => each <= until) ?? until
  return until < edge + WEEKLY_HORIZON ? until : edges.find((each) => each > until)
}

/** One page of each kind that these placements tell apart. Pages without an article or category of theirs are one kind. */
function pagesOf(placements: readonly Placement[]): Omit<SlotContext, 'now' | 'zone'>[] {
  const named = (ids: (placement: Placement) => readonly string[]) => [null, ...new Set(placements.flatMap(ids))]
  const categories = named(({ onlyCategories, notCategories }) => [...onlyCategories, ...notCategories])
  const pages = named(({ onlyArticles, notArticles }) => [...onlyArticles, ...notArticles]).flatMap((article) =>
    categories.flatMap((category) => publishedLocales.map((locale) => ({ article, category, locale }))),
  )
  return [
    ...new Map(
      pages.map((page) => [placements.map((placement) => (barredBy(placement, page) === null ? 1 : 0)).join(''), page]),
    ).values(),
  ]
}

/** Milliseconds; an open start was always, an open end never comes. */
const startOf = ({ startsAt }: Placement): number => (startsAt === null ? -Infinity : Date.parse(startsAt))
const endOf = ({ endsAt }: Placement): number => (endsAt === null ? Infinity : Date.parse(endsAt))
