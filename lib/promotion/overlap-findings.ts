import type { Drawable } from './choose-banner.ts'
import { holdTogether } from './placement-hours.ts'
import { coverage } from './slot-coverage.ts'
import { drawnOnOf, publishedId, type DocumentFinding, type Judged } from '../validation/finding.ts'
import { momentInWords } from '../time/period.ts'
import { endOf, hoursOf, isForGood, startOf, toPlacement, type PlacementFields } from './placement-fields.ts'

/**
 * Placements that keep each other from readers: told at both, the one that hides and the one that is hidden. One that no reader will ever see is
 * an error. What stands for good gives way to what is booked for a time, and returns: that is ordinary and is not told.
 */
export function overlapFindings(placements: readonly PlacementFields[], judged: Judged): DocumentFinding[] {
  const running = placements.filter(
    ({ slot, paused, ...each }) => slot && !paused && startOf(each) < endOf(each) && endOf(each) > judged.now.getTime(),
  )
  const bySlot = Map.groupBy(running, ({ slot }) => slot?._ref)
  return [...bySlot.values()].flatMap((group) => (group.length > 1 ? findingsOf(group, judged) : []))
}

/** Takes the placements of one slot. */
function findingsOf(group: readonly PlacementFields[], judged: Judged): DocumentFinding[] {
  const drawable: Drawable<string> = (banner, platform) =>
    drawnOnOf(judged, banner).some((each) => platform === undefined || each === platform)
  const dismissible = (banner: string) => judged.documents.get(banner)?.dismissible === true
  const byId = new Map(group.map((each) => [publishedId(each._id), each]))
  const all = [...byId].map(([id, each]) => toPlacement(id, each))
  const slot = { placements: all, banners: new Map(all.map(({ banner }) => [banner, banner])), fallback: null }
  const covers = coverage(slot, { now: judged.now, zone: judged.timeZone }, drawable, dismissible)
  return all.flatMap((placement) => {
    const hidden = byId.get(placement._id)
    const cover = covers.get(placement._id)
    if (!hidden || !cover) return []
    const above = cover.by.flatMap((id) => byId.get(id) ?? [])
    if (cover.whole) return wholly(hidden, above, judged)
    const equals = group.filter(
      (other) =>
        other !== hidden &&
        priorityOf(other) === priorityOf(hidden) &&
        hides(other, hidden) &&
        !shares(other, hidden) &&
        meet(hidden, other, judged),
    )
    return [...above.filter((other) => !equals.includes(other)), ...equals]
      .filter((other) => !isForGood(hidden) || endOf(other) === Infinity)
      .flatMap((other) => partly(hidden, other, judged))
  })
}

/** All who see nothing of it are told by whom. */
function wholly(hidden: PlacementFields, above: readonly PlacementFields[], judged: Judged): DocumentFinding[] {
  const names = above.map((each) => `「${nameOf(each, judged)}」`).join('、')
  return [
    {
      documentId: hidden._id,
      path: 'priority',
      message: `這一檔從頭到尾都被${names}蓋住，讀者看不到：請改優先順序或時間；不再需要，就打開「暫停」`,
      level: 'error',
    },
    ...above.map((each): DocumentFinding => ({
      documentId: each._id,
      path: 'priority',
      message: `「${nameOf(hidden, judged)}」從頭到尾都被蓋住，讀者看不到它：請確認，或改優先順序或時間`,
      level: 'warning',
    })),
  ]
}

function partly(hidden: PlacementFields, shown: PlacementFields, judged: Judged): DocumentFinding[] {
  if (priorityOf(hidden) === priorityOf(shown)) {
    return [
      {
        documentId: hidden._id,
        path: 'priority',
        message: `和「${nameOf(shown, judged)}」同一版位、同一優先順序，時間重疊，重疊時不會顯示：請改優先順序，或填輪播權重`,
        level: 'warning',
      },
      {
        documentId: shown._id,
        path: 'priority',
        message: `和「${nameOf(hidden, judged)}」同一版位、同一優先順序，時間重疊，重疊時會蓋掉它：請改優先順序，或填輪播權重`,
        level: 'warning',
      },
    ]
  }
  const when = overlapInWords(hidden, shown, judged)
  return [
    {
      documentId: hidden._id,
      path: 'priority',
      message: `${when}，被「${nameOf(shown, judged)}」蓋住，讀者看不到這一檔：請改時間或優先順序`,
      level: 'warning',
    },
    {
      documentId: shown._id,
      path: 'priority',
      message: `${when}，會蓋掉「${nameOf(hidden, judged)}」：請確認，或改時間或優先順序`,
      level: 'warning',
    },
  ]
}

/** When both run, from now on. */
function overlapInWords(one: PlacementFields, other: PlacementFields, { now, timeZone }: Judged): string {
  const telling = { now, timeZone }
  const [from, until] = [Math.max(startOf(one), startOf(other)), Math.min(endOf(one), endOf(other))]
  const begin = from <= now.getTime() ? '現在' : ` ${momentInWords(new Date(from).toISOString(), telling)} `
  return until === Infinity
    ? `從${begin}起`
    : `從${begin}到 ${momentInWords(new Date(until).toISOString(), telling, true)}`
}

const priorityOf = ({ priority }: PlacementFields): number => priority ?? 0

const shares = (one: PlacementFields, other: PlacementFields): boolean =>
  one.weight !== undefined || other.weight !== undefined

/** Of equals the one that starts later shows, then the lower id: as chooseBanner has it. */
const hides = (one: PlacementFields, other: PlacementFields): boolean =>
  startOf(one) > startOf(other) || (startOf(one) === startOf(other) && publishedId(one._id) < publishedId(other._id))

/** The name that editors know it by, that of its draft: a new name alone makes no other finding. */
const nameOf = ({ _id }: PlacementFields, { stored }: Judged): string => {
  const id = publishedId(_id)
  const title = (stored.get(`drafts.${id}`) ?? stored.get(id))?.title
  return typeof title === 'string' && title ? title : id
}

/** Whether some reader could see both at some time from now on. */
const meet = (a: PlacementFields, b: PlacementFields, { now, timeZone }: Judged): boolean =>
  share({ only: a.locales }, { only: b.locales }) &&
  share({ only: a.platforms }, { only: b.platforms }) &&
  share({ only: a.onlyArticles, not: a.notArticles }, { only: b.onlyArticles, not: b.notArticles }) &&
  share({ only: a.onlyCategories, not: a.notCategories }, { only: b.onlyCategories, not: b.notCategories }) &&
  holdTogether(
    [hoursOf(a), hoursOf(b)],
    Math.max(startOf(a), startOf(b), now.getTime()),
    Math.min(endOf(a), endOf(b)),
    timeZone,
  )

/** What something is for; an empty `only` is for all but what is in `not`. */
type Range = { only: readonly string[] | undefined; not?: readonly string[] | undefined }

/** Two that are for all but some always share what neither of them names. */
const share = (a: Range, b: Range): boolean => {
  const named = [...(a.only ?? []), ...(b.only ?? [])]
  return named.length === 0 || named.some((id) => isFor(a, id) && isFor(b, id))
}

const isFor = ({ only = [], not = [] }: Range, id: string): boolean =>
  (only.length === 0 || only.includes(id)) && !not.includes(id)
