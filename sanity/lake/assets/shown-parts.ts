import { layerOf } from '../engine/ids.ts'
import type { Engine, StoredDocument } from '../engine/types.ts'
import type { Rect } from './image-params.ts'

type Image = { documentId: string; width: number; height: number }

export type ShownParts = {
  /** The parts of a picture that published documents show; `null` when one shows the whole, or none shows it at all. */
  of(image: Image): Promise<readonly Rect[] | null>
  close(): void
}

/** The crop of one use of a picture, as shares of its sides; `null` for a use without one. */
type Crop = { left: number; right: number; top: number; bottom: number } | null
/** Uses of pictures in one document, by the picture's id. */
type Uses = ReadonlyMap<string, readonly Crop[]>

/**
 * Knows what is public of a picture. An editor who crops a picture hides the rest of it; an address that is read off the page must not show it
 * again. The lake knows no type of document, but it knows how Sanity writes a picture: `{asset: {_ref}, crop: {left, right, top, bottom}}`.
 * The documents are read once, when a stranger first asks for a picture; from then on commits keep the index right.
 */
export function createShownParts(engine: Engine): ShownParts {
  const usesOfDocument = new Map<string, Uses>()
  const documentsWith = new Map<string, Set<string>>()
  const changed = new Set<string>()
  let reading: Promise<void> | undefined

  const keep = (id: string, document: StoredDocument | null) => {
    for (const image of usesOfDocument.get(id)?.keys() ?? []) documentsWith.get(image)?.delete(id)
    const uses = document === null ? new Map<string, Crop[]>() : usesIn(document)
    if (uses.size === 0) return void usesOfDocument.delete(id)
    usesOfDocument.set(id, uses)
    for (const image of uses.keys()) documentsWith.set(image, (documentsWith.get(image) ?? new Set()).add(id))
  }

  const stop = engine.onCommit(({ changes }) => {
    if (!reading) return
    for (const { documentId, after } of changes) {
      if (layerOf(documentId) !== null) continue
      changed.add(documentId)
      keep(documentId, after)
    }
  })

  const readAll = async () => {
    for await (const document of engine.allDocuments()) {
      // What a commit has told meanwhile is newer.
      if (layerOf(document._id) === null && !changed.has(document._id)) keep(document._id, document)
    }
    changed.clear()
  }

  return {
    async of(image) {
      reading ??= readAll().catch((error: unknown) => {
        reading = undefined // the next who asks reads again
        throw error
      })
      await reading
      const crops = [...(documentsWith.get(image.documentId) ?? [])].flatMap(
        (id) => usesOfDocument.get(id)?.get(image.documentId) ?? [],
      )
      const parts = crops.map((crop) => partOf(crop, image))
      return parts.length === 0 || parts.includes(null) ? null : parts.filter((part) => part !== null)
    },
    close: stop,
  }
}

function usesIn(document: StoredDocument): Uses {
  const uses = new Map<string, Crop[]>()
  const add = (image: string, crop: Crop) => uses.set(image, [...(uses.get(image) ?? []), crop])
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit)
    if (!isRecord(value)) return
    const { asset, crop, ...others } = value
    const image = isRecord(asset) ? asset['_ref'] : undefined
    if (isImageId(image)) {
      add(image, cropOf(crop))
      visit(others)
    } else if (isImageId(value['_ref'])) add(value['_ref'], null) // a reference elsewhere than in a picture: nobody has cropped it
    else Object.values(value).forEach(visit)
  }
  visit(document)
  return uses
}

function cropOf(crop: unknown): Crop {
  if (!isRecord(crop)) return null
  const share = (value: unknown) => (typeof value === 'number' && value > 0 && value < 1 ? value : 0)
  return {
    left: share(crop['left']),
    right: share(crop['right']),
    top: share(crop['top']),
    bottom: share(crop['bottom']),
  }
}

/** In the picture's pixels, rounded as @sanity/image-url does; `null` for the whole, also for a crop that leaves nothing. */
function partOf(crop: Crop, { width, height }: Image): Rect | null {
  if (crop === null) return null
  const [left, top] = [Math.round(crop.left * width), Math.round(crop.top * height)]
  const part = {
    left,
    top,
    width: Math.round(width - crop.right * width - left),
    height: Math.round(height - crop.bottom * height - top),
  }
  const isWhole = part.width >= width && part.height >= height
  return isWhole || part.width < 1 || part.height < 1 ? null : part
}

const isImageId = (value: unknown): value is string => typeof value === 'string' && value.startsWith('image-')

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
