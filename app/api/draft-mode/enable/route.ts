import { defineEnableDraftMode } from 'next-sanity/draft-mode'
import { sentencePage } from '#app/sentence-page.ts'
import { previewClient } from '#sanity/client.ts'

export const dynamic = 'force-dynamic'

/** Opens draft mode for whoever brings a secret that the Studio made within the last hour, and leads to the page. */
export async function GET(request: Request): Promise<Response> {
  // Made per request: the lake is known when the process runs, not when it was built.
  const answer = await defineEnableDraftMode({ client: previewClient() }).GET(request)
  if (answer.status !== 401) return answer
  return sentencePage(401, '預覽沒有打開', '這個預覽網址不對，或已經過了一小時。請回到 Studio，從「預覽」再打開一次。')
}
