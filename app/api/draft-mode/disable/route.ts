import { cookies, draftMode } from 'next/headers'
import { draftModePassCookie, previewPassCookie } from '#lib/page/preview-pass.ts'
import { isPublishedLocale } from '#lib/settings/locales.ts'

export const dynamic = 'force-dynamic'

/** Ends draft mode, however it began, and leads to the same page as readers see it. */
export async function GET(request: Request): Promise<Response> {
  ;(await draftMode()).disable()
  const jar = await cookies()
  for (const name of [draftModePassCookie, previewPassCookie, 'sanity-preview-perspective', 'sanity-preview-variant'])
    jar.delete(name)
  return new Response(null, {
    status: 307,
    headers: { location: pageBefore(request.headers.get('referer')), 'cache-control': 'no-store' },
  })
}

/** The path of the reader page that the link stood on; the front page for anything else, so that nobody is led elsewhere. */
function pageBefore(referer: string | null): string {
  const path = URL.parse(referer ?? '')?.pathname ?? '/'
  return isPublishedLocale(path.split('/')[1] ?? '') ? path : '/'
}
