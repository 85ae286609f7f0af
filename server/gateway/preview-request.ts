import type { IncomingMessage, RequestListener } from 'node:http'
import {
  draftModeCookie,
  draftModeLink,
  draftModePassCookie,
  previewPassCookie,
  readPass,
} from '#lib/page/preview-pass.ts'
import { readCookie } from '#sanity/lake/auth/cookie.ts'

type Request = Pick<IncomingMessage, 'headers'>

export type PreviewTest = {
  /** Whether a request is from somebody in draft mode, whom the lake knows and lets in today. */
  isEditor: (request: Request) => boolean
  /** Whether a request may see what is not published: an editor's, or one with the pass of a preview link. What was made up gets the finished page. */
  isPreview: (request: Request) => boolean
}

/**
 * Tells who looks at a page by the cookies.
 * @param options.draftModeSecret what Next's cookie holds.
 * @param options.key signs the passes of preview links, and those of draft mode where the lake is elsewhere.
 * @param options.isDraftModePass whether the embedded lake gave out that pass and its holder may come in; without it the lake is elsewhere.
 * @param options.now a clock in epoch milliseconds.
 */
export function createPreviewTest(options: {
  draftModeSecret: string
  key: string
  isDraftModePass?: ((pass: string) => boolean) | undefined
  now: () => number
}): PreviewTest {
  const { draftModeSecret, key, isDraftModePass, now } = options
  const isSigned = (pass: string) => readPass(pass, key, now())?.link === draftModeLink
  const isEditor = ({ headers: { cookie } }: Request) => {
    if (cookie === undefined || readCookie(cookie, draftModeCookie) !== draftModeSecret) return false
    return (isDraftModePass ?? isSigned)(readCookie(cookie, draftModePassCookie) ?? '')
  }
  const isGuest = ({ headers: { cookie } }: Request) => {
    const pass = cookie === undefined ? null : readPass(readCookie(cookie, previewPassCookie), key, now())
    return pass !== null && pass.link !== draftModeLink
  }
  return { isEditor, isPreview: (request) => isEditor(request) || isGuest(request) }
}

/** Lets Next's cookie through for editors only: Next itself asks nothing beside it, and shows every draft to anyone who has it. */
export function guardDraftMode(application: RequestListener, isEditor: PreviewTest['isEditor']): RequestListener {
  return (request, response) => {
    if (request.headers.cookie?.includes(draftModeCookie) && !isEditor(request))
      request.headers.cookie = withoutCookie(request.headers.cookie, draftModeCookie)
    application(request, response)
  }
}

function withoutCookie(header: string, name: string): string {
  return header
    .split(';')
    .filter((pair) => pair.split('=', 1)[0]?.trim() !== name)
    .join(';')
}
