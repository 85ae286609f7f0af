import { z } from 'zod'
import { flipAfter, holdsAt, isWeekly, weekdays, zoneClock, type WeeklyHours } from '../placement-hours.ts'
import { bannerCopyFindings } from './banner-findings.ts'
import { bodyFindings, pictureFindings, unresolvedFindings } from './content-findings.ts'
import { field, instant, isDraft, publishedId, reference, type DocumentFinding, type StoredDocument } from './finding.ts'
import { instantInWords, periodProblem } from './period.ts'

export type { DocumentFinding, StoredDocument } from './finding.ts'

const words = field(z.array(z.string()))
const references = field(z.array(z.object({ _ref: z.string() })))

const placementFields = z.object({
  _id: z.string(),
  title: field(z.string()),
  banner: reference,
  slot: reference,
  startsAt: instant,
  endsAt: instant,
  priority: field(z.number()),
  weight: field(z.number()),
  paused: field(z.boolean()),
  days: field(z.array(z.enum(weekdays))),
  hoursFrom: field(z.string()),
  hoursTo: field(z.string()),
  locales: words,
  platforms: words,
  onlyArticles: references,
  onlyCategories: references,
})
type PlacementFields = z.infer<typeof placementFields>

const dueFields = z.object({ documentId: z.string(), problem: z.string() })

/**
 * Everything in the documents that will hurt readers or editors, found before it does. In: all stored documents, drafts too; `timeZone` is the
 * zone in which times are told. A draft is looked at in the place of its published document.
 */
export function findingsIn(documents: readonly StoredDocument[], { now, timeZone }: { now: Date; timeZone: string }): DocumentFinding[] {
  const stored = new Map(documents.map((document) => [document._id, document]))
  const current = documents.filter(({ _id }) => isDraft(_id) || !stored.has(`drafts.${_id}`))
  const placements = current.filter(({ _type }) => _type === 'placement').map((document) => placementFields.parse(document))
  return [
    ...placements.flatMap((placement) => [...periodFindings(placement, stored, now), ...bannerFindings(placement, stored, timeZone), ...slotFindings(placement, stored)]),
    ...overlapFindings(placements),
    ...current.flatMap((document) => [
      ...unresolvedFindings(document, stored),
      ...pictureFindings(document),
      ...bodyFindings(document),
      ...(document._type === 'banner' ? bannerCopyFindings(document) : []),
      ...(document._type === 'dueWork' ? dueFindings(document) : []),
    ]),
  ]
}

/** Work that fell due and could not be done is told at the document that it was for. */
function dueFindings(document: StoredDocument): DocumentFinding[] {
  const due = dueFields.safeParse(document)
  return due.success ? [{ documentId: due.data.documentId, path: '', message: `排程沒有執行：${due.data.problem}`, level: 'error' }] : []
}

function periodFindings({ _id, startsAt, endsAt }: PlacementFields, stored: ReadonlyMap<string, StoredDocument>, now: Date): DocumentFinding[] {
  const problem = periodProblem(startsAt, endsAt)
  if (problem !== true) return [{ documentId: _id, path: 'endsAt', message: `檔期是空的，永遠不會顯示：${problem}`, level: 'error' }]
  if (!isDraft(_id)) return []
  if (endsAt && Date.parse(endsAt) <= now.getTime()) return [{ documentId: _id, path: 'endsAt', message: '結束時間已經過了，發布後不會顯示', level: 'warning' }]
  const isNew = startsAt !== undefined && stored.get(publishedId(_id))?.startsAt !== startsAt
  return isNew && Date.parse(startsAt) < now.getTime() ? [{ documentId: _id, path: 'startsAt', message: '開始時間已經過了，一發布就會馬上顯示', level: 'warning' }] : []
}

function bannerFindings({ _id, banner, endsAt }: PlacementFields, stored: ReadonlyMap<string, StoredDocument>, timeZone: string): DocumentFinding[] {
  if (!banner) return []
  const shown = stored.get(banner._ref)
  const written = stored.get(`drafts.${banner._ref}`)
  if (!shown && !isDraft(_id)) {
    const message = written ? '檔期發布了，橫幅卻還是草稿，讀者看不到：請發布橫幅' : '檔期的橫幅不存在，讀者看不到：請選別的橫幅'
    return [{ documentId: _id, path: 'banner', message, level: 'error' }]
  }
  const offerEndsAt = instant.parse((written ?? shown)?.offerEndsAt)
  if (!offerEndsAt || (endsAt && Date.parse(endsAt) <= Date.parse(offerEndsAt))) return []
  return [{ documentId: _id, path: 'endsAt', message: `優惠到 ${instantInWords(offerEndsAt, timeZone)} 就截止，檔期卻還沒結束：請把結束時間提前`, level: 'warning' }]
}

function slotFindings({ _id, slot }: PlacementFields, stored: ReadonlyMap<string, StoredDocument>): DocumentFinding[] {
  if (!slot || stored.has(slot._ref) || isDraft(_id)) return []
  const message = stored.has(`drafts.${slot._ref}`) ? '版位還是草稿，讀者看不到這一檔：請發布版位' : '版位不存在，讀者看不到這一檔：請選別的版位'
  return [{ documentId: _id, path: 'slot', message, level: 'error' }]
}

/** Each pair once, at the one that would be hidden or, where nobody can tell, at the later id. Those that share by weight are meant to meet. */
function overlapFindings(placements: readonly PlacementFields[]): DocumentFinding[] {
  const rivals = Map.groupBy(placements.filter(({ slot, paused }) => slot && !paused), ({ slot, priority }) => `${slot?._ref} ${priority ?? 0}`)
  return [...rivals.values()].flatMap((group) =>
    group.flatMap((one, index) =>
      group.slice(index + 1).filter((other) => one.weight === undefined && other.weight === undefined && meet(one, other)).map((other): DocumentFinding => {
        const [shown, hidden] = startOf(one) > startOf(other) || (startOf(one) === startOf(other) && publishedId(one._id) < publishedId(other._id)) ? [one, other] : [other, one]
        return { documentId: hidden._id, path: 'priority', message: `和「${shown.title ?? publishedId(shown._id)}」同一版位、同一優先順序，時間重疊，重疊時不會顯示：請改優先順序，或填輪播權重`, level: 'warning' }
      }),
    ),
  )
}

const startOf = ({ startsAt }: PlacementFields) => (startsAt ? Date.parse(startsAt) : -Infinity)
const endOf = ({ endsAt }: PlacementFields) => (endsAt ? Date.parse(endsAt) : Infinity)

function meet(a: PlacementFields, b: PlacementFields): boolean {
  const ids = (list: PlacementFields['onlyArticles']) => list?.map(({ _ref }) => _ref)
  return (
    Math.max(startOf(a), startOf(b)) < Math.min(endOf(a), endOf(b)) &&
    share(a.locales, b.locales) && share(a.platforms, b.platforms) &&
    share(ids(a.onlyArticles), ids(b.onlyArticles)) && share(ids(a.onlyCategories), ids(b.onlyCategories)) &&
    shareHours(hoursOf(a), hoursOf(b))
  )
}

/** Lists of what something is only for; an empty one is for all. */
const share = (a: readonly string[] = [], b: readonly string[] = []) => a.length === 0 || b.length === 0 || a.some((each) => b.includes(each))

const hoursOf = ({ days = [], hoursFrom, hoursTo }: PlacementFields): WeeklyHours => ({ days, hoursFrom: hoursFrom ?? null, hoursTo: hoursTo ?? null })

/** Whether there is a time of the week at which both hold. The clocks are not changed in this week: UTC will do. */
function shareHours(a: WeeklyHours, b: WeeklyHours): boolean {
  if (!isWeekly(a) || !isWeekly(b)) return true
  const clock = zoneClock('UTC', 0, 8 * 86_400_000)
  return [a, b].some((hours) => {
    for (let time: number | null = 0; time !== null; time = flipAfter(hours, clock, time)) if (holdsAt(a, clock, time) && holdsAt(b, clock, time)) return true
    return false
  })
}
