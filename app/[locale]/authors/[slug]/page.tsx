import { slugOf } from '#app/reader-route.ts'
import { authorMetadata, AuthorRoute } from './author-route.tsx'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; slug: string }> }

export async function generateMetadata({ params }: Props) {
  const { locale, slug } = await params
  return authorMetadata(locale, slug, 1)
}

export default async function AuthorPage({ params }: Props) {
  const { locale, slug } = await params
  return <AuthorRoute locale={locale} slug={slugOf(slug)} page={1} />
}
