import { ownPath } from '#lib/links/own-path.ts'

/** `/edit` before the address of a reader page opens that page in the Studio, in draft mode; the front page for what is no path of ours. */
export function GET(request: Request): Response {
  const path = ownPath(new URL(request.url).pathname.replace(/^\/edit/, '')) ?? '/'
  return new Response(null, {
    status: 307,
    headers: { location: `/studio/presentation?preview=${encodeURIComponent(path)}` },
  })
}
