import type {
  ComparisonNode,
  ExprNode,
  PathNode,
  SegmentNode,
  SliceNode,
  SubscriptElementNode,
} from '@sanity/json-match'
import { isObject } from '../json.ts'
import { type Meter, PATCH_LIMITS, PatchError } from './limits.ts'
import { childOf, MISSING, rootSpot, type Spot, valueAt } from './spot.ts'

/** Steps of looking at a value. */
const LOOK = 40

/**
 * The places that a path finds under a spot, each once. Fields that are not there are among them (they may be created), items of lists
 * that are not there never. Throws PatchError for more than is allowed.
 */
export const findSpots = (path: PathNode, from: Spot, meter: Meter): Set<Spot> => {
  const found = new Set<Spot>()
  const add = (spot: Spot): void => {
    // Below `..` only what is there: it would have to be created everywhere.
    if (path.recursive === true && spot.value === MISSING) return
    found.add(spot)
    if (found.size > PATCH_LIMITS.places)
      throw new PatchError(`a path finds more than ${PATCH_LIMITS.places} places, which is all that is allowed`)
  }
  for (const start of startsOf(path, from, meter)) step(path.segment, start, add, meter)
  return found
}

/** The spots that the last segment of a path starts from. */
export const startsOf = (path: PathNode, from: Spot, meter: Meter): Iterable<Spot> => {
  const bases = path.base === undefined ? [from] : findSpots(path.base, from, meter)
  return path.recursive === true ? withDescendants(bases, meter) : bases
}

/** The spots, and all objects and lists inside them. */
const withDescendants = (bases: Iterable<Spot>, meter: Meter): Set<Spot> => {
  const found = new Set<Spot>()
  const visit = (spot: Spot, depth: number) => {
    if (found.has(spot)) return
    if (depth > PATCH_LIMITS.depth)
      throw new PatchError(`".." looks deeper than ${PATCH_LIMITS.depth} levels, which is all that is allowed`)
    found.add(spot)
    if (found.size > PATCH_LIMITS.places)
      throw new PatchError(
        `".." looks into more than ${PATCH_LIMITS.places} objects and lists, which is all that is allowed`,
      )
    for (const key of keysOf(spot.value)) {
      meter.spend(LOOK)
      if (isContainer(valueAt(spot.value, key))) visit(childOf(spot, key, meter), depth + 1)
    }
  }
  for (const base of bases) visit(base, 0)
  return found
}

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null

const keysOf = (value: unknown): Iterable<string | number> => {
  if (Array.isArray(value)) return value.keys()
  return isObject(value) ? Object.keys(value) : []
}

type Add = (spot: Spot) => void

const step = (segment: SegmentNode, spot: Spot, add: Add, meter: Meter): void => {
  if (segment.type === 'This') add(spot)
  else if (segment.type === 'Identifier') addAttribute(spot, segment.name, add, meter)
  else if (segment.type === 'Wildcard') for (const key of keysOf(spot.value)) add(childOf(spot, key, meter))
  else for (const member of segment.elements) addMember(member, spot, add, meter)
}

/** Of a list, the field of each object in it: `friends.age`. Its other items are left alone, they would be lost. */
const addAttribute = (spot: Spot, name: string, add: Add, meter: Meter): void => {
  if (!Array.isArray(spot.value)) return add(childOf(spot, name, meter))
  for (const index of spot.value.keys()) {
    meter.spend(LOOK)
    if (isContainer(spot.value[index])) addAttribute(childOf(spot, index, meter), name, add, meter)
  }
}

const addMember = (member: SubscriptElementNode, spot: Spot, add: Add, meter: Meter): void => {
  const { value } = spot
  if (member.type === 'Path') for (const inner of findSpots(member, spot, meter)) add(inner)
  else if (member.type === 'String') addAttribute(spot, member.value, add, meter)
  else if (member.type === 'Comparison' || member.type === 'Existence') {
    if (Array.isArray(value)) for (const index of passing(member, value, meter)) add(childOf(spot, index, meter))
    else if (value !== MISSING && passes(member, value, meter)) add(spot)
  } else if (!Array.isArray(value)) return
  else if (member.type === 'Number') {
    const index = member.value < 0 ? member.value + value.length : member.value
    if (index >= 0 && index < value.length) add(childOf(spot, index, meter))
  } else if (member.type === 'Slice') {
    const { start, end } = boundsOf(member, value.length)
    for (let index = start; index < end; index += 1) add(childOf(spot, index, meter))
  }
}

/** A slice cut to a list of that length. The end is not in it; negative numbers count from the end of the list. */
export const boundsOf = (slice: SliceNode, length: number): { start: number; end: number } => {
  const cut = (bound: number) => Math.max(0, Math.min(bound < 0 ? bound + length : bound, length))
  return { start: cut(slice.start ?? 0), end: cut(slice.end ?? length) }
}

type Test = Extract<SubscriptElementNode, { type: 'Comparison' | 'Existence' }>

/** The places of the items of a list that pass a test. */
export const passing = (test: Test, list: readonly unknown[], meter: Meter): readonly number[] => {
  meter.spend(list.length * LOOK)
  const places: number[] = []
  for (let index = 0; index < list.length; index += 1) if (passes(test, list[index], meter)) places.push(index)
  return places
}

const passes = (test: Test, value: unknown, meter: Meter): boolean =>
  test.type === 'Existence' ? firstValue(test.base, value, meter) !== MISSING : compare(test, value, meter)

const firstValue = (expression: ExprNode, value: unknown, meter: Meter): unknown => {
  if (expression.type === 'Null') return null
  if (expression.type !== 'Path') return expression.value
  // The usual case, `_key == "…"`, without making places.
  if (expression.base === undefined && expression.segment.type === 'Identifier' && isObject(value)) {
    const { name } = expression.segment
    return Object.hasOwn(value, name) ? value[name] : MISSING
  }
  for (const spot of findSpots(expression, rootSpot(value), meter)) if (spot.value !== MISSING) return spot.value
  return MISSING
}

/** As in GROQ a missing field is null. Different it is from nothing, and only numbers or texts have an order. */
const compare = ({ left, operator, right }: ComparisonNode, value: unknown, meter: Meter): boolean => {
  const a = firstValue(left, value, meter)
  const b = firstValue(right, value, meter)
  if (operator === '==') return (a === MISSING ? null : a) === (b === MISSING ? null : b)
  if (operator === '!=') return a !== MISSING && b !== MISSING && a !== b
  if (typeof a === 'number' && typeof b === 'number') return isOrdered(a, operator, b)
  return typeof a === 'string' && typeof b === 'string' && isOrdered(a, operator, b)
}

const isOrdered = <Value extends number | string>(a: Value, operator: '<' | '<=' | '>' | '>=', b: Value): boolean => {
  if (operator === '<') return a < b
  if (operator === '<=') return a <= b
  return operator === '>' ? a > b : a >= b
}
