import { isObject, type JsonObject } from '../json.ts'
import { type Meter, PATCH_LIMITS, PatchError } from './limits.ts'

/** Stands where a field is not there. A patch may create it, or take it away. */
export const MISSING = Symbol('missing')

/** A place in a document. Places that a path leads to form a tree, each made once, so that all of them can be changed in one pass. */
export type Spot = { readonly value: unknown; readonly parent: Spot | null; inner: Map<string | number, Spot> | null }

export const rootSpot = (value: unknown): Spot => ({ value, parent: null, inner: null })

/** The field of an object, or the item of a list. Of anything else every field is missing. */
export const childOf = (spot: Spot, key: string | number, meter: Meter): Spot => {
  meter.spend(100)
  spot.inner ??= new Map()
  const known = spot.inner.get(key)
  if (known !== undefined) return known
  meter.spend(1000)
  const child: Spot = { value: valueAt(spot.value, key), parent: spot, inner: null }
  spot.inner.set(key, child)
  return child
}

export const valueAt = (value: unknown, key: string | number): unknown => {
  if (Array.isArray(value)) return typeof key === 'number' && key >= 0 && key < value.length ? value[key] : MISSING
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : MISSING
}

/** What becomes of a value that is there or MISSING; MISSING as the answer takes it away. */
export type Edit = (value: unknown, spot: Spot) => unknown

/** The value of a spot after `edit` was done to all targets under it, innermost first. What does not change stays the same object. */
export const rebuilt = (spot: Spot, targets: ReadonlySet<Spot>, edit: Edit, meter: Meter): unknown => {
  const changes: [string | number, unknown][] = []
  for (const [key, child] of spot.inner ?? []) {
    const value = rebuilt(child, targets, edit, meter)
    if (!Object.is(value, child.value)) changes.push([key, value])
  }
  const value = changes.length === 0 ? spot.value : withChanges(spot.value, changes, meter)
  return targets.has(spot) ? edit(value, spot) : value
}

const withChanges = (value: unknown, changes: readonly [string | number, unknown][], meter: Meter): unknown => {
  if (Array.isArray(value)) {
    meter.spend(value.length * 2)
    const list: unknown[] = value.slice()
    for (const [key, changed] of changes) list[Number(key)] = changed
    return changes.some(([, changed]) => changed === MISSING) ? list.filter((item) => item !== MISSING) : list
  }
  // A field is set in what is no object: an object takes its place, as in the Studio.
  const copy: JsonObject = isObject(value) ? { ...value } : {}
  const fields = Object.keys(copy).length
  if (fields > PATCH_LIMITS.fields)
    throw new PatchError(`an object has ${fields} fields, ${PATCH_LIMITS.fields} are allowed`)
  meter.spend(fields * 60)
  for (const [key, changed] of changes) {
    if (changed === MISSING) delete copy[key]
    else copy[key] = changed
  }
  return copy
}
