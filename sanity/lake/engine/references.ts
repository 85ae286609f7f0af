import { releaseOf } from './ids.ts'
import { isObject, type JsonObject } from './json.ts'

/** One document referred to by another; strong when at least one of the references is. */
export type Reference = { target: string; strong: boolean }

const visit = (value: unknown, found: Map<string, boolean>, isVersion: boolean): void => {
  if (Array.isArray(value)) for (const item of value) visit(item, found, isVersion)
  else if (isObject(value)) {
    // References into other datasets are not this lake's to check.
    const isLocal = value._dataset === undefined && value._projectId === undefined
    if (typeof value._ref === 'string' && isLocal) {
      const isWeak = value._weak === true || (isVersion && isObject(value._strengthenOnPublish))
      found.set(value._ref, found.get(value._ref) === true || !isWeak)
    }
    for (const inner of Object.values(value)) visit(inner, found, isVersion)
  }
}

/**
 * A version may refer to what is only in its release as yet: what it notes to be made strong when it is published is weak until then.
 * @param document a document.
 * @returns each document it refers to, once.
 */
export const referencesOf = (document: JsonObject): readonly Reference[] => {
  const found = new Map<string, boolean>()
  visit(document, found, typeof document._id === 'string' && releaseOf(document._id) !== null)
  return [...found].map(([target, strong]) => ({ target, strong }))
}

/**
 * What publishing does to references made to documents that were not published yet: they become strong
 * (unless the schema says weak) and lose the Studio's note about it.
 */
export const strengthen = <Value>(value: Value): Value => strengthenAny(value) as Value

const strengthenAny = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(strengthenAny)
  if (!isObject(value)) return value
  if (typeof value._ref !== 'string' || !isObject(value._strengthenOnPublish)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, strengthenAny(inner)]))
  }
  const { _strengthenOnPublish: note, _weak: weak, ...rest } = value
  return note.weak === true && weak !== undefined ? { ...rest, _weak: weak } : rest
}
