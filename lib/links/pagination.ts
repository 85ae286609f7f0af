/** How many articles stand on one page of a list. */
const PAGE_SIZE = 8

/** `first` and `last` are the places of this page's items, from 1; both 0 when there are none. */
export type Pagination = {
  current: number
  total: number
  pages: number[]
  previous: number | null
  next: number | null
  first: number
  last: number
}

/**
 * @param segment the number in the address.
 * @returns the page, or null: `1`, `01`, `0` and words are no addresses (/page/1 is the list itself).
 */
export function pageNumber(segment: string): number | null {
  return /^[1-9]\d{0,6}$/.test(segment) && segment !== '1' ? Number(segment) : null
}

/** The slice of a list for GROQ's `[$from...$to]`. `page` counts from 1. */
export const pageSlice = (page: number, size = PAGE_SIZE): { from: number; to: number } => ({
  from: (page - 1) * size,
  to: page * size,
})

/** Null when the list has no such page. An empty list has one page. */
export function paginate(total: number, current: number, size = PAGE_SIZE): Pagination | null {
  const count = Math.max(1, Math.ceil(total / size))
  if (!Number.isInteger(current) || current < 1 || current > count) return null
  return {
    current,
    total,
    pages: Array.from({ length: count }, (_, index) => index + 1),
    previous: current > 1 ? current - 1 : null,
    next: current < count ? current + 1 : null,
    first: total === 0 ? 0 : (current - 1) * size + 1,
    last: Math.min(total, current * size),
  }
}
