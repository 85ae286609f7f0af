import { isObject, isSame, type JsonObject } from './json.ts'
import type { MendozaPatch, StoredDocument } from './types.ts'

// The opcodes of the mendoza package that this encoder uses.
const OP = {
  value: 0,
  pushFieldCopy: 10,
  pushFieldBlank: 11,
  pushElementCopy: 12,
  returnIntoObjectSameKeyPop: 15,
  returnIntoArrayPop: 16,
  objectSetFieldValue: 17,
  objectDeleteField: 19,
  arrayAppendValue: 20,
  arrayAppendSlice: 21,
  stringAppendString: 22,
  stringAppendSlice: 23,
}

/** Strings shorter than this are set whole: a patch of slices would not be shorter. */
const SHORT_STRING = 24

const isHighSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xd800
const bytes = (text: string) => Buffer.byteLength(text)

/** Length of the common start, never cutting a code point in two: offsets in a patch are UTF-8 bytes. */
const commonPrefix = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && a[length] === b[length]) length++
  return length > 0 && isHighSurrogate(a, length - 1) ? length - 1 : length
}

const commonSuffix = (a: string, b: string, prefix: number): number => {
  const most = Math.min(a.length, b.length) - prefix
  let length = 0
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length++
  const start = a.length - length
  return length > 0 && start > 0 && isHighSurrogate(a, start - 1) ? length - 1 : length
}

/** Opcodes that build `after` from `before` on a blank output; null when setting the whole is as short. */
const stringOps = (before: string, after: string): unknown[] | null => {
  // A lone surrogate has no UTF-8 form of its own: its offsets could not be trusted.
  if (after.length < SHORT_STRING || !before.isWellFormed() || !after.isWellFormed()) return null
  const prefix = commonPrefix(before, after)
  const suffix = commonSuffix(before, after, prefix)
  if (prefix + suffix < after.length / 2) return null
  const ops: unknown[] = []
  if (prefix > 0) ops.push(OP.stringAppendSlice, 0, bytes(before.slice(0, prefix)))
  const middle = after.slice(prefix, after.length - suffix)
  if (middle !== '') ops.push(OP.stringAppendString, middle)
  if (suffix > 0) ops.push(OP.stringAppendSlice, bytes(before.slice(0, before.length - suffix)), bytes(before))
  return ops
}

const findElement = (
  before: readonly unknown[],
  item: unknown,
  place: number,
): { at: number; same: boolean } | null => {
  if (place < before.length && isSame(before[place], item)) return { at: place, same: true }
  const at = before.findIndex((other) => isSame(other, item))
  if (at !== -1) return { at, same: true }
  if (!isObject(item) || typeof item._key !== 'string') return null
  const keyed = before.findIndex((other) => isObject(other) && other._key === item._key)
  return keyed === -1 ? null : { at: keyed, same: false }
}

/** Opcodes that build `after` on a blank output: runs of equal elements copied, keyed objects patched, the rest set. */
const arrayOps = (before: readonly unknown[], after: readonly unknown[]): unknown[] => {
  const ops: unknown[] = []
  let run: { from: number; to: number } | null = null
  const flush = () => {
    if (run !== null) ops.push(OP.arrayAppendSlice, run.from, run.to)
    run = null
  }
  after.forEach((item, place) => {
    const open: { from: number; to: number } | null = run
    const found = findElement(before, item, open === null ? place : open.to)
    if (found?.same === true) {
      if (open !== null && open.to === found.at) run = { from: open.from, to: found.at + 1 }
      else {
        flush()
        run = { from: found.at, to: found.at + 1 }
      }
      return
    }
    flush()
    const old = found === null ? undefined : before[found.at]
    if (found !== null && isObject(old) && isObject(item)) {
      ops.push(OP.pushElementCopy, found.at, ...objectOps(old, item), OP.returnIntoArrayPop)
    } else ops.push(OP.arrayAppendValue, item)
  })
  flush()
  return ops
}

const fieldOps = (key: string, index: number, before: unknown, after: unknown): unknown[] => {
  if (isObject(before) && isObject(after)) {
    return [OP.pushFieldCopy, index, ...objectOps(before, after), OP.returnIntoObjectSameKeyPop]
  }
  if (Array.isArray(before) && Array.isArray(after) && after.length > 0) {
    return [OP.pushFieldBlank, index, ...arrayOps(before, after), OP.returnIntoObjectSameKeyPop]
  }
  if (typeof before === 'string' && typeof after === 'string') {
    const ops = stringOps(before, after)
    if (ops !== null) return [OP.pushFieldBlank, index, ...ops, OP.returnIntoObjectSameKeyPop]
  }
  return [OP.objectSetFieldValue, after, key]
}

/** Opcodes that turn a copy of `before` into `after`. A field's index is its place among the sorted keys of `before`. */
const objectOps = (before: JsonObject, after: JsonObject): unknown[] => {
  const keys = Object.keys(before).toSorted()
  const ops: unknown[] = []
  keys.forEach((key, index) => {
    if (!Object.hasOwn(after, key)) ops.push(OP.objectDeleteField, index)
    else if (!isSame(before[key], after[key])) ops.push(...fieldOps(key, index, before[key], after[key]))
  })
  for (const key of Object.keys(after))
    if (!Object.hasOwn(before, key)) ops.push(OP.objectSetFieldValue, after[key], key)
  return ops
}

/**
 * Takes two JSON objects or null (absent).
 * @returns the mendoza patch from one to the other.
 */
export const encodePatch = (before: JsonObject | null, after: JsonObject | null): MendozaPatch =>
  before === null || after === null ? [OP.value, after] : objectOps(before, after)

const withoutRevision = (document: StoredDocument | null): JsonObject | null => {
  if (document === null) return null
  const { _rev: _, ...rest } = document
  return rest
}

/** Patches forth and back, computed without `_rev`: clients take it off before they apply one, and field indexes depend on it. */
export const encodeEffects = (
  before: StoredDocument | null,
  after: StoredDocument | null,
): { apply: MendozaPatch; revert: MendozaPatch } => {
  const from = withoutRevision(before)
  const to = withoutRevision(after)
  return { apply: encodePatch(from, to), revert: encodePatch(to, from) }
}
