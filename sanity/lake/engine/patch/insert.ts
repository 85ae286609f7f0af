import type { PathNode, SubscriptElementNode } from '@sanity/json-match'
import { boundsOf, passing, startsOf } from './find.ts'
import { type Meter, PatchError } from './limits.ts'
import { rebuilt, rootSpot, type Spot } from './spot.ts'

export type Insertion = { how: 'before' | 'after' | 'replace'; items: readonly unknown[] }

/** Where a path points in one list: the places it matches, and where before and after them is. */
type Range = { start: number; end: number; matched: Set<number> }

const memberRange = (
  member: SubscriptElementNode,
  list: readonly unknown[],
  meter: Meter,
): [start: number, end: number][] => {
  if (member.type === 'Number') {
    // An item that is not there has a before and after all the same: appending to an empty list is `insert: {after: "list[-1]"}`.
    const index = member.value < 0 ? member.value + list.length : member.value
    return [[index, index + 1]]
  }
  if (member.type === 'Slice') {
    const { start, end } = boundsOf(member, list.length)
    return [[start, Math.max(start, end)]]
  }
  if (member.type === 'Comparison' || member.type === 'Existence')
    return passing(member, list, meter).map((index) => [index, index + 1])
  return isEvery(member) ? [[0, list.length]] : []
}

const isEvery = (member: SubscriptElementNode): boolean =>
  member.type === 'Path' && member.base === undefined && member.segment.type === 'Wildcard'

const rangeIn = ({ segment }: PathNode, list: readonly unknown[], meter: Meter): Range | null => {
  const pairs =
    segment.type === 'Subscript'
      ? segment.elements.flatMap((member) => memberRange(member, list, meter))
      : [[0, list.length] as const]
  if (pairs.length === 0) return null
  const range: Range = { start: list.length, end: 0, matched: new Set() }
  for (const [start, end] of pairs) {
    range.start = Math.max(0, Math.min(range.start, start))
    range.end = Math.min(list.length, Math.max(range.end, end))
    for (let index = Math.max(0, start); index < Math.min(end, list.length); index += 1) range.matched.add(index)
    meter.spend((end - start) * 100)
  }
  return range
}

const withItems = (list: readonly unknown[], { start, end, matched }: Range, { how, items }: Insertion): unknown[] => {
  const place = how === 'after' ? end : start
  const rest = list.slice(place)
  return [
    ...list.slice(0, place),
    ...items,
    ...(how === 'replace' ? rest.filter((_, index) => !matched.has(place + index)) : rest),
  ]
}

const isPlace = (member: SubscriptElementNode): boolean =>
  member.type === 'Path' ? isEvery(member) : member.type !== 'String'

/** Throws PatchError when the path does not end at places in a list. */
const checkEnd = ({ segment }: PathNode): void => {
  const isGood = segment.type === 'Wildcard' || (segment.type === 'Subscript' && segment.elements.every(isPlace))
  if (!isGood) throw new PatchError('the path must end at a place in a list, as in tags[-1] or body[_key=="a"]')
}

/** The document with items put into every list that the path points into. Where there is no list, nothing happens. */
export const insertItems = (document: unknown, path: PathNode, insertion: Insertion, meter: Meter): unknown => {
  checkEnd(path)
  const root = rootSpot(document)
  const ranges = new Map<Spot, Range>()
  for (const spot of startsOf(path, root, meter)) {
    const range = Array.isArray(spot.value) ? rangeIn(path, spot.value, meter) : null
    if (range !== null) ranges.set(spot, range)
  }
  if (ranges.size > 1) meter.copy((ranges.size - 1) * JSON.stringify(insertion.items).length)
  const edit = (value: unknown, spot: Spot): unknown => {
    const range = ranges.get(spot)
    if (!Array.isArray(value) || range === undefined) return value
    meter.spend((value.length + insertion.items.length) * 2)
    return withItems(value, range, insertion)
  }
  return rebuilt(root, new Set(ranges.keys()), edit, meter)
}
