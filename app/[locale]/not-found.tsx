import { cookies } from 'next/headers'
import { publishedLocales } from '#lib/settings/locales.ts'
import { NotFoundRoute } from './not-found-route.tsx'

/**
 * What is drawn where the gateway stands aside: for who comes with a cookie of a preview, true still or not, and in development. Next makes it
 * beside every page, needed or not, so a reader's page, which the gateway asks for without a cookie and whose 404 it sends itself, would ask the
 * lake twice and be drawn twice. Next tells this file neither the address nor its locale.
 */
export default async function NotFoundPage() {
  const [first] = publishedLocales
  const isSeen = process.env.NODE_ENV === 'development' || (await cookies()).size > 0
  return first && isSeen ? <NotFoundRoute locale={first} /> : null
}
