import { isPublished, isSystemId, layerOf, publishedId } from './ids.ts'
import type { Perspective, StoredDocument } from './types.ts'

/** A document as a perspective shows it; `_originalId` tells where an overlaid one is stored. */
export type SeenDocument = StoredDocument & { _originalId?: string }

/** The documents of one perspective, in order of ids, with the indexes that questions are narrowed by. */
export type View = {
  readonly all: readonly SeenDocument[]
  byId(id: string): SeenDocument | undefined
  ofType(type: string): readonly SeenDocument[]
  ofSlug(type: string, slug: string): readonly SeenDocument[]
  /** Those of a type in which a path, such as `slot._ref`, leads to this id. */
  ofReference(type: string, path: string, id: string): readonly SeenDocument[]
}

/** The order of layers, highest first. Published documents lie under them all. */
const layersOf = (perspective: Exclude<Perspective, 'raw' | 'published'>): readonly string[] =>
  (typeof perspective === 'string' ? [perspective] : perspective)
    .map((layer) => (layer === 'previewDrafts' ? 'drafts' : layer))
    .filter((layer) => layer !== 'published')

// Kept by stored document, so that an unchanged one stays the same object from view to view.
const overlaid = new WeakMap<StoredDocument, SeenDocument>()

const overlay = (document: StoredDocument): SeenDocument => {
  const known = overlaid.get(document)
  if (known !== undefined) return known
  const made = { ...document, _id: publishedId(document._id), _originalId: document._id }
  overlaid.set(document, made)
  return made
}

const isMarkedDeleted = (document: StoredDocument): boolean => {
  const system = document._system
  return typeof system === 'object' && system !== null && 'delete' in system && system.delete === true
}

/** Whether a layer is a release, and not the drafts, or the draft of one document. */
const isRelease = (layer: string): boolean => layer !== 'drafts' && !layer.startsWith('drafts.')

/**
 * System documents, such as those of releases, are seen raw and where a release is among the layers. Takes all stored documents in order of ids.
 * @returns those a perspective shows (lake-protocol, section 3), in order of ids.
 */
export const seenBy = (perspective: Perspective, stored: readonly StoredDocument[]): readonly SeenDocument[] => {
  if (perspective === 'raw') return stored
  const published = stored.filter(({ _id }) => isPublished(_id))
  if (perspective === 'published') return published
  const layers = layersOf(perspective)
  if (layers.length === 0) return published
  // `drafts.<id>` is the draft of that one document: what a preview link shows, and of others nothing.
  const rankOf = (layer: string, id: string) =>
    layers.findIndex((each) => each === layer || (layer === 'drafts' && each === `drafts.${id}`))
  const top = new Map<string, { rank: number; document: StoredDocument }>()
  const showsSystem = layers.some(isRelease)
  for (const document of stored) {
    if (!showsSystem && isSystemId(document._id)) continue
    const layer = layerOf(document._id)
    const id = publishedId(document._id)
    const rank = layer === null ? layers.length : rankOf(layer, id)
    if (rank === -1) continue
    const known = top.get(id)
    if (known === undefined || rank < known.rank) top.set(id, { rank, document })
  }
  return [...top.values()]
    .filter(({ document }) => !isMarkedDeleted(document))
    .map(({ document }) => overlay(document))
    .toSorted((a, b) => (a._id < b._id ? -1 : 1))
}

/** The value of `slug.current`, when it is text. */
export const slugOf = (document: StoredDocument): string | null => {
  const slug = document.slug
  return typeof slug === 'object' && slug !== null && 'current' in slug && typeof slug.current === 'string'
    ? slug.current
    : null
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const readField = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value[name as keyof typeof value] ?? null)
    : null

/**
 * @param path a path of plain fields, `slot._ref`.
 * @returns what reads it from a thing, mostly a document; null where there is nothing.
 */
export const readPath = (path: string): ((thing: unknown) => unknown) => {
  const [first = '', ...names] = path.split('.')
  if (names.length === 0) return (thing) => readField(thing, first)
  return (thing) => names.reduce(readField, readField(thing, first))
}

const group = (
  documents: readonly SeenDocument[],
  keyOf: (document: SeenDocument) => string | null,
): Map<string, SeenDocument[]> => {
  const groups = new Map<string, SeenDocument[]>()
  for (const document of documents) {
    const key = keyOf(document)
    if (key === null) continue
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [document])
    else known.push(document)
  }
  return groups
}

/**
 * Takes all stored documents in order of ids.
 * @returns the view; its indexes are built when first asked.
 */
export const makeView = (perspective: Perspective, stored: readonly StoredDocument[]): View => {
  const all = seenBy(perspective, stored)
  let ids: Map<string, SeenDocument> | null = null
  let types: Map<string, SeenDocument[]> | null = null
  const slugs = new Map<string, Map<string, SeenDocument[]>>()
  const references = new Map<string, Map<string, SeenDocument[]>>()
  const ofType = (type: string) => (types ??= group(all, (document) => document._type)).get(type) ?? []
  return {
    all,
    byId: (id) => (ids ??= new Map(all.map((document) => [document._id, document]))).get(id),
    ofType,
    ofSlug: (type, slug) => {
      const known = slugs.get(type) ?? group(ofType(type), slugOf)
      slugs.set(type, known)
      return known.get(slug) ?? []
    },
    ofReference: (type, path, id) => {
      const name = `${type} ${path}`
      const read = readPath(path)
      const known = references.get(name) ?? group(ofType(type), (document) => textOf(read(document)))
      references.set(name, known)
      return known.get(id) ?? []
    },
  }
}
