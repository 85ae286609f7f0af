import type { FinishedPage } from './finished-page.ts'
import type { Freshness } from './page-cache.ts'

/** A browser or a CDN may keep the page, and asks each time whether it is still the one. */
export const asksEachTime = 'public, no-cache'

/**
 * `Cache-Control` for caches between this process and its readers that may send a page `most` seconds without asking; browsers still ask each time.
 * Never past the page's `until`, when a banner on it begins or ends, nor past `nextDue`, when the lake publishes or takes down something: it may
 * be anything, so this holds for lists and 404s too. What is not known to be true now is asked for each time.
 * @param now in epoch milliseconds
 */
export function sharedCacheControl(
  { until }: Pick<FinishedPage, 'until'>,
  freshness: Freshness,
  most: number,
  now: number,
  nextDue?: Date,
): string {
  const end = Math.min(until, nextDue?.getTime() ?? Infinity)
  const seconds = freshness === 'hit' || freshness === 'made' ? Math.min(most, Math.floor((end - now) / 1000)) : 0
  return seconds > 0 ? `public, max-age=0, must-revalidate, s-maxage=${seconds}` : asksEachTime
}
