import { cookies } from 'next/headers'
import { sentencePage } from '#app/sentence-page.ts'
import { previewPassCookie, signPass } from '#lib/page/preview-pass.ts'
import { findPreviewLink, previewKey, siteOrigin } from '#sanity/query.ts'

export const dynamic = 'force-dynamic'

/** Lets in anyone who brings the secret of a preview link that holds, as long as it holds, and leads to its page. */
export async function GET(_request: Request, { params }: { params: Promise<{ secret: string }> }): Promise<Response> {
  const { secret } = await params
  const key = previewKey()
  const link = key === undefined ? null : await findPreviewLink(secret, new Date())
  if (key === undefined || !link) {
    return sentencePage(410, '這個預覽連結打不開', '連結已經過期、被收回，或網址不完整。請向給你連結的人要一個新的。')
  }
  const until = Date.parse(link.expiresAt)
  const jar = await cookies()
  jar.set(previewPassCookie, signPass({ link: secret, until }, key), {
    httpOnly: true,
    path: '/',
    sameSite: 'lax',
    secure: siteOrigin().startsWith('https:'),
    expires: until,
  })
  return new Response(null, {
    status: 307,
    headers: { location: link.path, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  })
}
