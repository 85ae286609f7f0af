import type { PatchOperations } from '../check.ts'
import { isObject, type JsonObject } from '../json.ts'
import { findSpots } from './find.ts'
import { type Insertion, insertItems } from './insert.ts'
import { type Meter, PatchError } from './limits.ts'
import { readPath } from './path.ts'
import { type Edit, MISSING, rebuilt, rootSpot } from './spot.ts'
import { readDiff, withDiff } from './text.ts'

const editAt = (document: unknown, text: string, edit: Edit, meter: Meter, written?: unknown): unknown => {
  const path = readPath(text, meter)
  const root = rootSpot(document)
  const targets = findSpots(path, root, meter)
  if (targets.has(root))
    throw new PatchError(`the path ${JSON.stringify(text)} is the whole document; a patch changes its fields`)
  // One value in many places is one object here, and much text when the document is stored.
  if (targets.size > 1 && written !== undefined) meter.copy((targets.size - 1) * JSON.stringify(written).length)
  return rebuilt(root, targets, edit, meter)
}

const increase =
  (by: number): Edit =>
  (value) =>
    typeof value === 'number' ? value + by : value

const changeText = (source: string, path: string, meter: Meter): Edit => {
  const hunks = readDiff(source)
  return (value, { parent }) => {
    if (typeof value === 'string') return withDiff(value, hunks, meter)
    // The object is there and the text is not: the sender has seen another document.
    if (value === MISSING && isObject(parent?.value))
      throw new PatchError(`there is no text at ${JSON.stringify(path)}`)
    return value
  }
}

const insertionOf = (insert: NonNullable<PatchOperations['insert']>): Insertion & { path: string } => {
  if ('before' in insert) return { how: 'before', path: insert.before, items: insert.items }
  if ('after' in insert) return { how: 'after', path: insert.after, items: insert.items }
  return { how: 'replace', path: insert.replace, items: insert.items }
}

/** Runs one operation; its name goes before what was wrong with it. */
const named = <Result>(operation: string, work: () => Result): Result => {
  try {
    return work()
  } catch (error) {
    if (error instanceof PatchError) throw new PatchError(`${operation}: ${error.message}`)
    throw error
  }
}

/**
 * The document after a patch; the one given is not changed, and shares what stays the same. Missing fields of objects are created, items
 * of lists never. Operations follow each other in the order of Sanity's own mutator, which the Studio runs in the browser.
 *
 * @throws PatchError for paths that can't be read or followed, and for more work than the meter allows.
 */
export const applyPatch = (
  document: JsonObject,
  operations: Omit<PatchOperations, 'ifRevisionID'>,
  meter: Meter,
): unknown => {
  const { set = {}, setIfMissing = {}, unset = [], inc = {}, dec = {}, insert, diffMatchPatch = {} } = operations
  let now: unknown = document
  const edit = (path: string, change: Edit, written?: unknown) => {
    now = editAt(now, path, change, meter, written)
  }
  const each = <Value>(
    operation: string,
    by: Readonly<Record<string, Value>>,
    change: (value: Value, path: string) => Edit,
  ) => {
    for (const [path, value] of Object.entries(by)) named(operation, () => edit(path, change(value, path), value))
  }
  each('setIfMissing', setIfMissing, (value) => (old) => (old === MISSING ? value : old))
  each('set', set, (value) => () => value)
  for (const path of unset) named('unset', () => edit(path, () => MISSING))
  each('diffMatchPatch', diffMatchPatch, (source, path) => changeText(source, path, meter))
  each('inc', inc, increase)
  each('dec', dec, (value) => increase(-value))
  if (insert !== undefined) {
    const { path, ...insertion } = insertionOf(insert)
    named('insert', () => {
      now = insertItems(now, readPath(path, meter), insertion, meter)
    })
  }
  return now
}
