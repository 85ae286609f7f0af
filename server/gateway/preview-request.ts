import type { IncomingMessage } from 'node:http'
import { previewPassCookie, readPass } from '#lib/preview-pass.ts'
import { readCookie } from '#sanity/lake/auth/cookie.ts'

/** The cookie of Next's draft mode, which the Studio's secret opens. */
const draftModeCookie = '__prerender_bypass'

/**
 * Whether a request may see what is not published. A cookie that was made up is none: whoever sends one gets the finished page.
 * `draftModeSecret` is what Next's cookie holds, `key` signs the passes of preview links, `now` is a clock in epoch milliseconds.
 */
export function createPreviewTest(options: { draftModeSecret: string; key: string; now: () => number }): (request: Pick<IncomingMessage, 'headers'>) => boolean {
  const { draftModeSecret, key, now } = options
  return ({ headers: { cookie } }) => {
    if (cookie === undefined) return false
    return readCookie(cookie, draftModeCookie) === draftModeSecret || readPass(readCookie(cookie, previewPassCookie), key, now()) !== null
  }
}
