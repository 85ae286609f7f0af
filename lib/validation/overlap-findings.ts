import { publishedId, type DocumentFinding, type Judged } from './finding.ts'
import { endOf, holdTogether, startOf, type PlacementFields } from './placement-fields.ts'

/** Two of one priority that stand in one slot at one time: told at both, the one that hides and the one that is hidden. Those that share by weight are meant to meet. */
export function overlapFindings(placements: readonly PlacementFields[], judged: Judged): DocumentFinding[] {
  const rivals = Map.groupBy(placements.filter(({ slot, paused }) => slot && !paused), ({ slot, priority }) => `${slot?._ref} ${priority ?? 0}`)
  return [...rivals.values()].flatMap((group) =>
    group.flatMap((one, index) =>
      group.slice(index + 1).filter((other) => one.weight === undefined && other.weight === undefined && meet(one, other, judged)).flatMap((other): DocumentFinding[] => {
        const [shown, hidden] = hides(one, other) ? [one, other] : [other, one]
        return [
          { documentId: hidden._id, path: 'priority', message: `和「${nameOf(shown, judged)}」同一版位、同一優先順序，時間重疊，重疊時不會顯示：請改優先順序，或填輪播權重`, level: 'warning' },
          { documentId: shown._id, path: 'priority', message: `和「${nameOf(hidden, judged)}」同一版位、同一優先順序，時間重疊，重疊時會蓋掉它：請改優先順序，或填輪播權重`, level: 'warning' },
        ]
      }),
    ),
  )
}

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
  holdTogether([a, b], Math.max(startOf(a), startOf(b), now.getTime()), Math.min(endOf(a), endOf(b)), timeZone)

/** What something is for; an empty `only` is for all but what is in `not`. */
type Range = { only: readonly string[] | undefined; not?: readonly string[] | undefined }

/** Two that are for all but some always share what neither of them names. */
const share = (a: Range, b: Range): boolean => {
  const named = [...(a.only ?? []), ...(b.only ?? [])]
  return named.length === 0 || named.some((id) => isFor(a, id) && isFor(b, id))
}

const isFor = ({ only = [], not = [] }: Range, id: string): boolean => (only.length === 0 || only.includes(id)) && !not.includes(id)
