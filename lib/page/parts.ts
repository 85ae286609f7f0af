import type { z } from 'zod'
import { WHOLE } from './fields.ts'

/** A part of a document that was left out of a page. `path` is within that document: `linkLists[1]`, `body[_key=="a1"].text`. */
export type Finding = { documentId: string; rev: string; path: string; message: string }

export type Parsed<T> = { ok: true; data: T; findings: Finding[] } | { ok: false; findings: Finding[] }

type Container = Record<PropertyKey, unknown>
type Path = readonly PropertyKey[]
type Cut = { container: Container; key: PropertyKey; path: Path; finding: Finding }

/**
 * Parses an answer of the lake so that a broken part costs that part only. The smallest part goes: an array loses the element, a field becomes null
 * where its schema allows that; where it does not, what contains it goes.
 * @returns the data and a finding for each thing that was wrong; `ok: false` when nothing was left to stand.
 */
export function parseTolerant<S extends z.ZodType>(schema: S, answer: unknown): Parsed<z.output<S>> {
  const first = schema.safeParse(answer)
  if (first.success) return { ok: true, data: first.data, findings: [] }
  const rest = structuredClone(answer)
  const places = new WeakMap<object, number[]>()
  const removed: Finding[] = []
  const emptied: Cut[] = []
  let parsed: z.ZodSafeParseResult<z.output<S>> = first
  while (!parsed.success) {
    const cuts: Cut[] = []
    for (const issue of parsed.error.issues) {
      const cut = cutFor(rest, answer, issue, emptied, places)
      if (!('key' in cut)) return { ok: false, findings: [...removed, ...emptied.map((each) => each.finding), cut] }
      if (!cuts.some((each) => each.container === cut.container && each.key === cut.key)) cuts.push(cut)
    }
    for (const cut of cuts.toSorted(byDescendingIndex)) {
      if (Array.isArray(cut.container)) {
        indexesOf(cut.container, places).splice(Number(cut.key), 1)
        cut.container.splice(Number(cut.key), 1)
        removed.push(cut.finding)
      } else {
        cut.container[cut.key] = null
        emptied.push(cut)
      }
    }
    parsed = schema.safeParse(rest)
  }
  return { ok: true, data: parsed.data, findings: unique([...removed, ...emptied.map((cut) => cut.finding)]) }
}

/** The smallest part that can go for this issue; only the finding when that is the whole answer. Takes back an emptied field that did not help. */
function cutFor(
  rest: unknown,
  answer: unknown,
  issue: z.core.$ZodIssue,
  emptied: Cut[],
  places: WeakMap<object, number[]>,
): Cut | Finding {
  let finding = describe(answer, original(rest, issue.path, places), issue.message)
  let path: Path = issue.code === 'custom' && issue.params?.[WHOLE] === true ? issue.path.slice(0, -1) : issue.path
  while (path.length > 0) {
    const container = at(rest, path.slice(0, -1))
    const key = path[path.length - 1]
    if (key !== undefined && isContainer(container)) {
      const before = emptied.findIndex((cut) => cut.container === container && cut.key === key)
      const tried = emptied[before]
      if (tried) {
        finding = tried.finding
        emptied.splice(before, 1)
      } else if (Array.isArray(container) || (container[key] !== null && container[key] !== undefined)) {
        return { container, key, path, finding }
      }
    }
    path = path.slice(0, -1)
  }
  return finding
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

const at = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (isContainer(value) ? value[key] : undefined), root)

/** Later elements first, so that the indexes of the earlier ones stay true. */
const byDescendingIndex = (a: Cut, b: Cut) =>
  Number(Array.isArray(b.container) ? b.key : 0) - Number(Array.isArray(a.container) ? a.key : 0)

function indexesOf(array: unknown[], places: WeakMap<object, number[]>): number[] {
  const known = places.get(array) ?? array.map((_, index) => index)
  places.set(array, known)
  return known
}

/** The path in the answer as it came, before elements were taken out. */
function original(rest: unknown, path: Path, places: WeakMap<object, number[]>): Path {
  return path.map((key, depth) => {
    const container = at(rest, path.slice(0, depth))
    return Array.isArray(container) ? (places.get(container)?.[Number(key)] ?? key) : key
  })
}

/** Names the innermost document around the path, and the path within it. */
function describe(answer: unknown, path: Path, message: string): Finding {
  let documentId = ''
  let rev = ''
  let text = ''
  let value = answer
  for (let depth = 0; depth <= path.length; depth += 1) {
    if (isContainer(value) && typeof value._id === 'string' && typeof value._rev === 'string') {
      documentId = value._id
      rev = value._rev
      text = ''
    }
    const key = path[depth]
    if (key === undefined) break
    const next: unknown = isContainer(value) ? value[key] : undefined
    text += Array.isArray(value) ? element(next, key) : `${text ? '.' : ''}${String(key)}`
    value = next
  }
  return { documentId, rev, path: text, message }
}

/** `[_key=="a1"]` where the element has a key, as Sanity writes paths; else its index. */
const element = (value: unknown, index: PropertyKey): string =>
  isContainer(value) && typeof value._key === 'string' ? `[_key=="${value._key}"]` : `[${String(index)}]`

/** A document that stands in several places of one answer is reported once. */
const unique = (findings: Finding[]): Finding[] => [
  ...new Map(findings.map((each) => [JSON.stringify(each), each])).values(),
]
