import { z } from 'zod'
import { platforms, type Placement } from './choose-banner.ts'
import { isWeekly, weekdays, type WeeklyHours } from './placement-hours.ts'
import { field, instant, reference } from '../validation/finding.ts'

const words = field(z.array(z.string()))
const ids = field(z.array(z.object({ _ref: z.string() })).transform((list) => list.map(({ _ref }) => _ref)))

/** What the rules look at in a placement, draft or published. */
export const placementFields = z.object({
  _id: z.string(),
  title: field(z.string()),
  banner: reference,
  slot: reference,
  startsAt: instant,
  endsAt: instant,
  priority: field(z.number()),
  weight: field(z.number()),
  perDay: field(z.number()),
  paused: field(z.boolean()),
  days: field(z.array(z.enum(weekdays))),
  hoursFrom: field(z.string()),
  hoursTo: field(z.string()),
  locales: words,
  platforms: field(z.array(z.enum(platforms))),
  onlyArticles: ids,
  notArticles: ids,
  onlyCategories: ids,
  notCategories: ids,
})
export type PlacementFields = z.infer<typeof placementFields>

/** Milliseconds; an open start was always. */
export const startOf = ({ startsAt }: PlacementFields): number => (startsAt ? Date.parse(startsAt) : -Infinity)

/** Milliseconds; an open end never comes. */
export const endOf = ({ endsAt }: PlacementFields): number => (endsAt ? Date.parse(endsAt) : Infinity)

/** Its days and hours as they are compared. */
export const hoursOf = ({ days = [], hoursFrom, hoursTo }: PlacementFields): WeeklyHours => ({
  days,
  hoursFrom: hoursFrom ?? null,
  hoursTo: hoursTo ?? null,
})

/** As pages read it. Takes its published id. */
export const toPlacement = (_id: string, fields: PlacementFields): Placement => ({
  ...hoursOf(fields),
  _id,
  banner: fields.banner?._ref ?? '',
  startsAt: fields.startsAt ?? null,
  endsAt: fields.endsAt ?? null,
  priority: fields.priority ?? 0,
  weight: fields.weight ?? null,
  perDay: fields.perDay ?? null,
  paused: fields.paused ?? false,
  locales: fields.locales ?? [],
  platforms: fields.platforms ?? [],
  onlyArticles: fields.onlyArticles ?? [],
  notArticles: fields.notArticles ?? [],
  onlyCategories: fields.onlyCategories ?? [],
  notCategories: fields.notCategories ?? [],
})

/** Whether it stands for everybody whenever nothing else does: without an end, hours or targets. It is there to give way. */
export const isForGood = (fields: PlacementFields): boolean => {
  const {
    endsAt,
    locales,
    platforms: on,
    onlyArticles,
    notArticles,
    onlyCategories,
    notCategories,
  } = toPlacement('', fields)
  return (
    endsAt === null &&
    !isWeekly(hoursOf(fields)) &&
    [locales, on, onlyArticles, notArticles, onlyCategories, notCategories].every(({ length }) => length === 0)
  )
}
