import { frontPath } from '#lib/links/paths.ts'
import { publishedLocales } from '#lib/settings/locales.ts'

/** The site's door leads to the first locale's front page. For now only: a later reader may prefer another. */
export function GET(): Response {
  const [first] = publishedLocales
  return first
    ? new Response(null, { status: 307, headers: { location: frontPath(first) } })
    : new Response(null, { status: 404 })
}
