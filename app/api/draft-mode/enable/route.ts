import { defineEnableDraftMode } from 'next-sanity/draft-mode'
import { ownPath } from '#lib/own-path.ts'
import { sentencePage } from '#app/sentence-page.ts'
import { previewClient } from '#sanity/client.ts'

export const dynamic = 'force-dynamic'

/** Where the Studio says which page it opens. */
const pathname = 'sanity-preview-pathname'

/**
 * Opens draft mode for whoever brings a secret that the Studio made within the last hour, and leads to the page; to the front page where what is
 * named is no path of this site.
 */
export async function GET(request: Request): Promise<Response> {
  const url = new URL(request.url)
  url.searchParams.set(pathname, ownPath(url.searchParams.get(pathname) ?? '/') ?? '/')
  // Made per request: the lake is known when the process runs, not when it was built.
  const answer = await defineEnableDraftMode({ client: previewClient() }).GET(new Request(url, { headers: request.headers }))
  if (answer.status !== 401) return answer
  return sentencePage(401, '預覽沒有打開', '這個預覽網址不對，或已經過了一小時。請回到 Studio，從「預覽」再打開一次。')
}
