import { z } from 'zod'

/**
 * What a person changed in a document and the lake has not acknowledged. The outbox holds the requests that were sent; a form sends one at a
 * time, and what is typed behind it is here.
 */
const keptWords = z.object({
  id: z.string(),
  /** The document's published id. */
  document: z.string(),
  person: z.string(),
  /** When it was last typed, in epoch milliseconds. */
  at: z.number(),
  /** The top-level fields that were changed, each whole; null for one that was emptied. */
  fields: z.record(z.string(), z.unknown()),
})

export type KeptWords = z.infer<typeof keptWords>
export type Fields = Readonly<Record<string, unknown>>

/** Whether two JSON values are the same, in whatever order their keys are. A key without a value counts as missing, as it does in JSON. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return false
  const [first, second] = [
    new Map<string, unknown>(Object.entries(one)),
    new Map<string, unknown>(Object.entries(other)),
  ]
  return [...new Set([...first.keys(), ...second.keys()])].every((key) => sameValue(first.get(key), second.get(key)))
}

/** The fields of `now` that are not as in `before`, whole; null for those that are gone. Sanity's own (`_id`, `_rev` …) are left out. */
export function changedFields(before: Fields, now: Fields): Record<string, unknown> {
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  return Object.fromEntries(
    [...names]
      .filter((name) => !name.startsWith('_') && !sameValue(before[name], now[name]))
      .map((name) => [name, now[name] ?? null]),
  )
}

/** The kept fields that the document does not have as they were typed. */
export function missingFields(kept: Fields, document: Fields): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(kept).filter(([name, value]) => !sameValue(value ?? undefined, document[name] ?? undefined)),
  )
}

/** The texts in a JSON value, but for those that a person does not read: keys, types and references. */
function readTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (name.startsWith('_') ? [] : readTexts(inner)))
}

/**
 * Whether the document has every text of the kept fields, each within one of its own: it may have been written on since. A weaker question than
 * `missingFields`, for words that were acknowledged and may have been laid upon another text than they were typed in.
 */
export function hasTexts(kept: Fields, document: Fields): boolean {
  return Object.entries(kept).every(([name, value]) => {
    const there = readTexts(document[name])
    return readTexts(value).every((text) => there.some((own) => own.includes(text)))
  })
}

/** Every entry has a key of its own, so that two tabs do not overwrite each other's. */
export const keptPrefix = 'lakeside:words:'

/**
 * The kept words in this browser. It reads the storage each time: another tab may have changed it.
 * @param storage what outlives the page, `localStorage`. One that is full or switched off keeps nothing, and stops nobody from writing.
 */
export function openKeptWords(storage: Storage | undefined) {
  const parsed = (key: string): KeptWords | undefined => {
    try {
      return keptWords.safeParse(JSON.parse(storage?.getItem(key) ?? 'null')).data
    } catch {
      return undefined
    }
  }
  const attempt = (act: () => void) => {
    try {
      act()
    } catch (error) {
      console.error(error)
    }
  }
  return {
    /** What this person left behind in this document, the oldest first. */
    of(document: string, person: string): KeptWords[] {
      const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '').filter((key) =>
        key.startsWith(keptPrefix),
      )
      const found = keys.flatMap((key) => parsed(key) ?? [])
      return found
        .filter((kept) => kept.document === document && kept.person === person)
        .toSorted((a, b) => a.at - b.at)
    },
    put: (kept: KeptWords) => attempt(() => storage?.setItem(keptPrefix + kept.id, JSON.stringify(kept))),
    remove: (id: string) => attempt(() => storage?.removeItem(keptPrefix + id)),
  }
}
