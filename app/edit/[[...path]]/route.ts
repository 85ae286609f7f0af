/** `/edit` before the address of a reader page opens that page in the Studio, in draft mode. */
export function GET(request: Request): Response {
  const path = new URL(request.url).pathname.replace(/^\/edit/, '') || '/'
  return new Response(null, { status: 307, headers: { location: `/studio/presentation?preview=${encodeURIComponent(path)}` } })
}
