import { LRUCache } from 'lru-cache'
import type { LogEntry } from '../log-entry.ts'
import type { Engine, LakeError } from '../engine/types.ts'
import type { LakeFolder } from '../lake-folder.ts'
import { createFairQueue } from '../work/fair-queue.ts'
import { type CachedImage, imageKey, openImageCache, type UnkeptImage } from './image-cache.ts'
import type { ImagePlan, Source } from './image-plan.ts'
import type { Inspected } from './inspect.ts'
import { createOriginalKeys, type OriginalKeys } from './original-keys.ts'
import {
  mostWaiting,
  mostWaitingPerOwner,
  patience,
  type PictureLimits,
  picturePlaces,
  placesPerOwner,
} from './picture-limits.ts'
import { createPictureMaker } from './picture-maker.ts'
import { createPicturePool } from './picture-pool.ts'
import { toLakeError } from './picture-failures.ts'
import { createSharedWork } from './shared-work.ts'
import { createShownParts, type ShownParts } from './shown-parts.ts'
import { type AssetStore, openAssetStore } from './store.ts'
import type { Extract } from './upload-options.ts'

/** Who wants a picture made, or an upload read. */
export type Asker = {
  /** An account's id, or the network of a stranger's address. */
  owner: string
  isStranger: boolean
  /** Fires when the request's client has left. */
  left: AbortSignal
}

export type Assets = {
  store: AssetStore
  /**
   * The picture made as planned: from the cache, or made now. `admit` is asked before one has to be made and refuses by throwing.
   * Throws LakeError: 400 when it can't be made, 429 and 503 when too much is being made, 503 when it took too long.
   */
  image(
    original: { path: string; file: string },
    source: Source,
    plan: ImagePlan,
    asker: Asker,
    admit: () => Promise<void>,
  ): Promise<CachedImage | UnkeptImage>
  /** What an uploaded picture is. Throws LakeError 400, with the reason, when the lake does not take it. */
  inspect(path: string, extract: readonly Extract[], asker: Asker): Promise<Inspected>
  originalKeys: OriginalKeys
  /** What published documents show of a picture. */
  shown: ShownParts['of']
  /** How many bytes the asset's document says it has (`null`: it does not say); `undefined` without a document: what was deleted is not served any more. */
  sizeOf(documentId: string): Promise<number | null | undefined>
  close(): Promise<void>
}

const mostCacheBytes = 512 * 1024 * 1024
/** How long a picture that could not be made is not tried again, in milliseconds. */
const failureKept = 60_000

/** Opens the originals and the cache of made pictures. */
export async function openAssets(options: {
  folder: LakeFolder
  engine: Engine
  limits: PictureLimits
  log: (entry: LogEntry) => void
}): Promise<Assets> {
  const { folder, engine, limits, log } = options
  const store = await openAssetStore(folder.assets)
  const cache = await openImageCache(folder.imageCache, mostCacheBytes)
  const queue = createFairQueue({ places: picturePlaces, placesPerOwner, mostWaiting, mostWaitingPerOwner })
  const pool = createPicturePool(limits)
  const maker = createPictureMaker(pool, limits)
  const once = createSharedWork<CachedImage | UnkeptImage>(queue)
  const failures = new LRUCache<string, LakeError>({ max: 1_000, ttl: failureKept })
  const shown = createShownParts(engine)
  const sizes = new Map<string, number | null>()
  const stop = engine.onCommit(({ changes }) => {
    for (const { documentId } of changes) sizes.delete(documentId)
  })
  let isKept = true

  const noteKept = (made: CachedImage | UnkeptImage) => {
    const reason = 'bytes' in made ? made.reason : null
    if (reason !== null && isKept)
      log({
        level: 'error',
        message: "Pictures are sent without being kept: the cache folder can't be written.",
        error: reason,
      })
    isKept = reason === null
    return made
  }

  return {
    store,
    originalKeys: createOriginalKeys(),
    shown: shown.of,
    async image(original, source, plan, { owner, isStranger, left }, admit) {
      const key = imageKey(original.file, plan)
      const found = await cache.find(key, plan.format)
      if (found) return found
      const time = isStranger && !plan.isPlain ? limits.strangerTime : limits.time
      const attempt = `${key} ${time}` // who may wait longer is not refused for what a stranger tried
      const failed = failures.get(attempt)
      if (failed) throw failed
      await admit() // outside of the shared work: one address's refusal is not the others'
      try {
        return await once(key, { owner, signal: left, patience }, async (unwanted) => {
          const madeMeanwhile = await cache.find(key, plan.format)
          return (
            madeMeanwhile ??
            noteKept(
              await cache.add(key, plan.format, (to) =>
                maker.render({ path: original.path, source, plan, to }, { time, signal: unwanted }),
              ),
            )
          )
        })
      } catch (error) {
        const failure = toLakeError(error)
        if (failure.isOfPicture && !failures.has(attempt)) {
          failures.set(attempt, failure.error)
          log({ level: 'warn', message: 'A picture could not be made.', file: original.file, error: String(error) })
        }
        throw failure.error
      }
    },
    async inspect(path, extract, { owner, left }) {
      try {
        return await queue.run({ owner, signal: left, patience }, () => maker.inspect(path, extract, left))
      } catch (error) {
        throw toLakeError(error).error
      }
    },
    async sizeOf(documentId) {
      const known = sizes.get(documentId)
      if (known !== undefined) return known
      const before = engine.seq
      const [document] = await engine.documents([documentId])
      if (!document) return undefined
      const size = typeof document['size'] === 'number' ? document['size'] : null
      if (engine.seq === before) sizes.set(documentId, size)
      return size
    },
    async close() {
      stop()
      shown.close()
      await Promise.all([queue.close(), pool.close()])
    },
  }
}
