import { cookies } from 'next/headers'
import { defineEnableDraftMode } from 'next-sanity/draft-mode'
import { ownPath } from '#lib/links/own-path.ts'
import { sentencePage } from '#app/sentence-page.ts'
import { draftModeLink, draftModePassCookie, signPass } from '#lib/page/preview-pass.ts'
import { previewClient } from '#sanity/client.ts'
import { isLakeEmbedded, openDraftMode, previewKey, siteOrigin } from '#sanity/query.ts'

export const dynamic = 'force-dynamic'

/** Where the lake is elsewhere and can't say who is signed in, draft mode ends by itself. The Studio opens it again. */
const hoursElsewhere = 12

/** Where the Studio says which page it opens. */
const pathname = 'sanity-preview-pathname'

/**
 * Opens draft mode for anyone who brings a secret that the Studio made within the last hour, and leads to the page; to the front page where what is
 * named is no path of this site.
 */
export async function GET(request: Request): Promise<Response> {
  const url = new URL(request.url)
  url.searchParams.set(pathname, ownPath(url.searchParams.get(pathname) ?? '/') ?? '/')
  const jar = await cookies()
  const secret = url.searchParams.get('sanity-preview-secret') ?? ''
  const pass = await passFor(secret, jar.get(draftModePassCookie)?.value)
  if (pass === null) return closed()
  jar.set(draftModePassCookie, pass, {
    httpOnly: true,
    path: '/',
    sameSite: 'lax',
    secure: siteOrigin().startsWith('https:'),
  })
  // Made per request: the lake is known when the process runs, not when it was built. Where all is well it throws Next's redirect.
  const answer = await defineEnableDraftMode({ client: previewClient() }).GET(
    new Request(url, { headers: request.headers }),
  )
  if (answer.status !== 401) return answer
  jar.delete(draftModePassCookie)
  return closed()
}

/** What the gateway wants to see beside Next's cookie, which is the same for everybody; null when the secret opens nothing. */
async function passFor(secret: string, own: string | undefined): Promise<string | null> {
  if (isLakeEmbedded()) return openDraftMode(secret, own)
  const key = previewKey()
  return key === undefined
    ? null
    : signPass({ link: draftModeLink, until: Date.now() + hoursElsewhere * 3_600_000 }, key)
}

const closed = () =>
  sentencePage(401, '預覽沒有打開', '這個預覽網址不對，或已經過了一小時。請回到 Studio，從「預覽」再打開一次。')
