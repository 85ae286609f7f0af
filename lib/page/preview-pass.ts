import { createHmac, timingSafeEqual } from 'node:crypto'

/** The cookie of Next's draft mode. It is the same for everybody, and in every copy of a build: by itself it opens nothing. */
export const draftModeCookie = '__prerender_bypass'

/** The cookie beside it, which says whose draft mode it is. */
export const draftModePassCookie = 'lakeside-draft-mode'

/** What is signed as the `link` of that cookie where the lake is elsewhere and has no accounts of ours. No preview link has this secret. */
export const draftModeLink = 'draft-mode'

/** The cookie of a person who came by a preview link. */
export const previewPassCookie = 'lakeside-preview'

/** What the cookie says: which link it was, and until when it holds, in epoch milliseconds. */
export type PreviewPass = { link: string; until: number }

const signature = (said: string, key: string) => createHmac('sha256', key).update(said).digest('base64url')

/** The cookie's value. `key` is the process's own: a value that others made up would send requests past the finished pages. */
export function signPass({ link, until }: PreviewPass, key: string): string {
  const said = `${link}.${until}`
  return `${said}.${signature(said, key)}`
}

/** What a cookie says, when it was signed with `key` and holds at `now` (epoch milliseconds); null otherwise. */
export function readPass(value: string | undefined, key: string, now: number): PreviewPass | null {
  const match = /^(([\w-]+)\.(\d+))\.([\w-]+)$/.exec(value ?? '')
  if (!match) return null
  const [, said = '', link = '', until = '', given = ''] = match
  const right = Buffer.from(signature(said, key))
  const isRight = right.length === given.length && timingSafeEqual(right, Buffer.from(given))
  return isRight && Number(until) > now ? { link, until: Number(until) } : null
}
