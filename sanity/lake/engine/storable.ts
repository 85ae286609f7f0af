import { LIMITS } from './document-rules.ts'
import { malformed } from './failures.ts'
import { isObject } from './json.ts'

/** A document inside a mutation or a patch is a few levels deeper than alone. */
const DEPTH = LIMITS.depth + 10

/**
 * The value as it can be stored and sent again. Half a character (a lone surrogate, which no UTF-8 can hold) becomes U+FFFD in texts and
 * names, as the hosted lake's JSON reader does it. What needs no change stays the same object.
 *
 * @param where Names the value in an error.
 * @throws LakeError 400 for a number that JSON can't write (1e400 is read as infinity), and for nesting deeper than any document.
 */
export const storable = <Value>(value: Value, where: string): Value => storableAny(value, where, '', 0) as Value

const storableAny = (value: unknown, where: string, name: string, depth: number): unknown => {
  if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed()
  if (typeof value === 'number' && !Number.isFinite(value))
    throw malformed(`${where}: the number at ${JSON.stringify(name)} is too great to be stored`)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEPTH)
    throw malformed(`${where}: a value is nested deeper than ${DEPTH} levels; documents may have ${LIMITS.depth}`)
  if (Array.isArray(value)) {
    const items = value.map((item) => storableAny(item, where, name, depth + 1))
    return items.every((item, index) => Object.is(item, value[index])) ? value : items
  }
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  const changed = entries.map(
    ([key, inner]) => [key.toWellFormed(), storableAny(inner, where, key, depth + 1)] as const,
  )
  const isSame = changed.every(
    ([key, inner], index) => key === entries[index]?.[0] && Object.is(inner, entries[index]?.[1]),
  )
  return isSame ? value : Object.fromEntries(changed)
}
