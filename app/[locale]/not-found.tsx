import { publishedLocales } from '#lib/locales.ts'
import { previewMode } from '#app/preview-mode.ts'
import { NotFoundRoute } from './not-found-route.tsx'

/**
 * What is drawn where no gateway stands in front: in draft mode and in development. Next makes it beside every page, needed or not, so a
 * reader's page, whose 404 the gateway sends, would ask the lake twice and be drawn twice. Next tells this file neither the address nor its locale.
 */
export default async function NotFoundPage() {
  const [first] = publishedLocales
  const isSeen = process.env.NODE_ENV === 'development' || (await previewMode()).kind !== 'reader'
  return first && isSeen ? <NotFoundRoute locale={first} /> : null
}
