import type { Placement, SlotContent } from './choose-banner.ts'

/** A placement that holds always and for everybody; its banner is `banner-<id>`. */
export const placement = (_id: string, rules: Partial<Placement> = {}): Placement & { _rev: string } => ({
  _id,
  _rev: 'r',
  banner: `banner-${_id}`,
  startsAt: null,
  endsAt: null,
  priority: 0,
  weight: null,
  perDay: null,
  paused: false,
  days: [],
  hoursFrom: null,
  hoursTo: null,
  locales: [],
  platforms: [],
  onlyArticles: [],
  notArticles: [],
  onlyCategories: [],
  notCategories: [],
  ...rules,
})

/** A slot with these placements, whose banners are their own ids. */
export const slotOf = <P extends Placement>(
  placements: readonly P[],
  fallback: string | null = 'fallback',
): SlotContent<string> & { placements: readonly P[] } => ({
  placements,
  banners: new Map(placements.map(({ banner }) => [banner, banner])),
  fallback,
})
