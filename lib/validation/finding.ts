import { z } from 'zod'
import { platforms, type Platform } from '../promotion/choose-banner.ts'
import type { PageSubject } from '../promotion/slot-places.ts'

/** A document as it is stored, under its published or its draft id. */
export type StoredDocument = { _id: string; _type: string; [field: string]: unknown }

/** What will hurt, and where to mend it. `documentId` is the id it is stored under; `path` is within that document, '' for all of it. */
export type DocumentFinding = { documentId: string; path: string; message: string; level: 'error' | 'warning' }

/**
 * When and how findings are told. Times are told, and hours kept, in `timeZone`. `drawnOn` says on which platforms pages can draw a published
 * banner, by its id; empty: nowhere. One that is not in it is not known, and counts as drawn.
 */
export type Telling = { now: Date; timeZone: string; drawnOn?: ReadonlyMap<string, readonly Platform[]> | undefined }

/**
 * What a rule may look at. `documents` are those that are judged together, by published id and one version of each; `stored` is all there is, by
 * the id it is stored under; `bodySlots` are the articles that have a slot in their body, by the slot's id.
 */
export type Judged = Telling & {
  documents: ReadonlyMap<string, StoredDocument>
  stored: ReadonlyMap<string, StoredDocument>
  bodySlots: ReadonlyMap<string, readonly PageSubject[]>
}

/** On which platforms pages can draw a banner. */
export const drawnOnOf = ({ drawnOn }: Telling, banner: string): readonly Platform[] =>
  drawnOn?.get(banner) ?? platforms

export const publishedId = (id: string): string => id.replace(/^(drafts|versions\.[^.]+)\./, '')
export const isDraft = (id: string): boolean => id.startsWith('drafts.')

// A field of the wrong kind counts as missing here: the Studio's own rules and the page's report say so already.
export const field = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined)
export const reference = field(z.object({ _ref: z.string() }))
export const instant = field(z.iso.datetime({ offset: true }))

/** Calls `see` with every object inside a document and its path: `body[_key=="a1"].markDefs[0]`. */
export function visitObjects(document: StoredDocument, see: (value: object, path: string) => void): void {
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) return value.forEach((item, index) => visit(item, `${path}[${keyOf(item) ?? index}]`))
    if (typeof value !== 'object' || value === null) return
    if (path) see(value, path)
    for (const [name, inner] of Object.entries(value)) visit(inner, path ? `${path}.${name}` : name)
  }
  visit(document, '')
}

/** Whether a value says that it is of one of these types. */
export const isOfType = (value: object, ...types: string[]): boolean =>
  '_type' in value && types.some((type) => type === value._type)

const keyOf = (item: unknown): string | null =>
  typeof item === 'object' && item !== null && '_key' in item && typeof item._key === 'string'
    ? `_key=="${item._key}"`
    : null
