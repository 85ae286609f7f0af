import { isInstant } from './instant.ts'
import { PathPattern } from './path-pattern.ts'
import { compareTexts, textKey } from './text-order.ts'

// Equality and comparison of values as GROQ's specification has them, section 5. Values are JSON, dateTimes and paths.

/** Negative, zero or positive; null for values that can't be compared: of different types, lists, objects, null. */
export const compareValues = (a: unknown, b: unknown): number | null => {
  if (typeof a === 'string') return typeof b === 'string' ? compareTexts(a, b) : null
  if (typeof a === 'number' || typeof a === 'boolean') return typeof a === typeof b ? Number(a) - Number(b) : null
  return isInstant(a) && isInstant(b) ? a.compareTo(b) : null
}

/** Lists and objects are equal to nothing, not even to themselves. */
export const equalValues = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' && typeof a !== 'undefined') return a === b
  if (a === null || a === undefined) return b === null || b === undefined
  if (a instanceof PathPattern) return b instanceof PathPattern && a.text === b.text
  return isInstant(a) && isInstant(b) && a.equals(b)
}

/** The place of a value's type in `order()`, and what it is compared by among its type: texts by a key that `<` orders by code points. */
export type OrderKey = { type: number; by: string | number }

/** In `order()` come dateTimes, numbers, texts, booleans, and then everything else, which is all equal. */
export const orderKeyOf = (value: unknown): OrderKey => {
  if (typeof value === 'string') return { type: 3, by: textKey(value) }
  if (typeof value === 'number') return { type: 2, by: value }
  if (typeof value === 'boolean') return { type: 4, by: Number(value) }
  return isInstant(value) ? { type: 1, by: value.date.getTime() } : { type: 5, by: 0 }
}

/** Negative, zero or positive. */
export const compareOrderKeys = (a: OrderKey, b: OrderKey): number => {
  if (a.type !== b.type) return a.type - b.type
  return a.by < b.by ? -1 : a.by > b.by ? 1 : 0
}

/** `a in b`: whether a list holds a value, or a path pattern takes a text or another path. */
export const isIn = (value: unknown, range: unknown): boolean | null => {
  if (range instanceof PathPattern) {
    if (value instanceof PathPattern) return range.matches(value.text)
    return typeof value === 'string' ? range.matches(value) : null
  }
  return Array.isArray(range) ? range.some((item) => equalValues(value, item)) : null
}

/** `isIn` for lists that are asked again and again: from the second time on it looks up instead of searching. */
export const makeIsIn = (): typeof isIn => {
  const sets = new WeakMap<object, Set<unknown> | null>()
  return (value, range) => {
    if (!Array.isArray(range) || (typeof value === 'object' && value !== null)) return isIn(value, range)
    const known = sets.get(range)
    if (known) return known.has(value ?? null)
    sets.set(range, known === undefined ? null : new Set(range.map((item: unknown) => item ?? null)))
    return isIn(value, range)
  }
}

/** `array::unique`: the first of equal values. Lists and objects are all kept. */
export const uniqueValues = (values: unknown): unknown[] | null => {
  if (!Array.isArray(values)) return null
  const seen = new Set<unknown>()
  return values.filter((value: unknown) => {
    const key = isInstant(value) ? `\u0000${value.date.getTime()}` : (value ?? null)
    if (typeof key === 'object' && key !== null) return true
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}
