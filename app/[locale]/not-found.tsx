import { publishedLocales } from '#lib/locales.ts'
import { NotFoundRoute } from './not-found-route.tsx'

/** What is drawn where no gateway stands in front: Next tells this file neither the address nor its locale. */
export default function NotFoundPage() {
  const [first] = publishedLocales
  return first ? <NotFoundRoute locale={first} /> : null
}
