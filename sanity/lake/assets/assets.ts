import { badRequest } from '../http/answer.ts'
import type { LogEntry } from '../http/exchange.ts'
import type { Engine } from '../engine/types.ts'
import type { LakeFolder } from '../lake-folder.ts'
import { type CachedImage, type ImageCache, imageKey, openImageCache } from './image-cache.ts'
import type { ImagePlan, Source } from './image-plan.ts'
import { type Inspected, inspectImage } from './inspect.ts'
import { type AssetStore, openAssetStore } from './store.ts'
import { renderImage } from './render.ts'
import { createWorkplace, shareWork } from './workplace.ts'

export type Assets = {
  store: AssetStore
  /**
   * The picture made as planned: from the cache, or made now. `admit` is asked before one has to be made and refuses by throwing.
   * Throws LakeError 503 when too much is being made.
   */
  image(original: { path: string; file: string }, source: Source, plan: ImagePlan, admit: () => Promise<void>): Promise<CachedImage>
  /** What an uploaded picture is. Throws LakeError 400 when it is none. */
  inspect(path: string): Promise<Inspected>
  /** Whether the asset's document is there: what was deleted is not served any more. */
  isKnown(documentId: string): Promise<boolean>
  close(): Promise<void>
}

const jobsAtOnce = 2
const mostWaiting = 200
const mostCacheBytes = 512 * 1024 * 1024

/** Opens the originals and the cache of made pictures. */
export async function openAssets(options: { folder: LakeFolder; engine: Engine; log: (entry: LogEntry) => void }): Promise<Assets> {
  const { folder, engine, log } = options
  const store = await openAssetStore(folder.assets)
  const cache: ImageCache = await openImageCache(folder.imageCache, mostCacheBytes)
  const workplace = createWorkplace(jobsAtOnce, mostWaiting)
  const once = shareWork<CachedImage>()
  const known = new Set<string>()
  const stop = engine.onCommit(({ changes }) => {
    for (const { documentId } of changes) known.delete(documentId)
  })

  return {
    store,
    async image(original, source, plan, admit) {
      const key = imageKey(original.file, plan)
      const extension = plan.format
      const found = await cache.find(key, extension)
      if (found) return found
      await admit() // outside of the shared work: one address's refusal is not the others'
      return once(key, async () => {
        const madeMeanwhile = await cache.find(key, extension)
        return madeMeanwhile ?? workplace.inTurn(() => cache.add(key, extension, (to) => make(original, source, plan, to)))
      })
    },
    inspect: (path) => workplace.inTurn(() => inspectImage(path)),
    async isKnown(documentId) {
      if (known.has(documentId)) return true
      const before = engine.seq
      const [document] = await engine.documents([documentId])
      if (document && engine.seq === before) known.add(documentId)
      return document !== null && document !== undefined
    },
    async close() {
      stop()
      await workplace.close()
    },
  }

  async function make(original: { path: string; file: string }, source: Source, plan: ImagePlan, to: string): Promise<void> {
    try {
      await renderImage(original.path, source, plan, to)
    } catch (error) {
      log({ level: 'warn', message: 'A picture could not be made.', file: original.file, error: String(error) })
      throw badRequest('The picture can\'t be made like this.')
    }
  }
}
