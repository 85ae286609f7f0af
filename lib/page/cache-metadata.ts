import { z } from 'zod'
import { combineIntervals, type Interval } from '../promotion/choose-banner.ts'
import { scriptSafe } from '../text/script-safe.ts'

/** The id of the `<script type="application/json">` that holds the cache metadata; the gateway takes the element out. */
export const CACHE_METADATA_ID = 'lakeside-cache-metadata'

const boundary = z.iso.datetime().nullable()

const cacheMetadataSchema = z.strictObject({ tags: z.array(z.string().min(1)), from: boundary, until: boundary })

/** What a page was made from, and when it is true: from <= now < until; null is open. */
export type CacheMetadata = z.infer<typeof cacheMetadataSchema>

/**
 * The cache metadata of a page asked at `now`. It starts at `now` at the earliest: placements that had ended by then were not in the answer,
 * so nothing is known of the time before.
 */
export function pageCacheMetadata(tags: readonly string[], choices: readonly Interval[], now: Date): CacheMetadata {
  const { from, until } = combineIntervals([...choices, { from: now.toISOString(), until: null }])
  return { tags: [...new Set(tags)].toSorted(), from, until }
}

/** @returns JSON that is safe as the text of a script element. */
export const serializeCacheMetadata = (cacheMetadata: CacheMetadata): string => scriptSafe(cacheMetadata)

/**
 * @param text the element's text.
 * @returns the cache metadata, or null when it is none: such a page is never kept.
 */
export function parseCacheMetadata(text: string): CacheMetadata | null {
  try {
    const parsed = cacheMetadataSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
