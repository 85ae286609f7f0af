import { notFound } from 'next/navigation'
import { pageNumber } from '#lib/links/pagination.ts'
import { slugOf } from '#app/reader-route.ts'
import { authorMetadata, AuthorRoute } from '../../author-route.tsx'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; slug: string; page: string }> }

const place = async (params: Props['params']) => {
  const { locale, slug, page } = await params
  return { locale, slug, page: pageNumber(page) ?? notFound() }
}

export async function generateMetadata({ params }: Props) {
  const { locale, slug, page } = await place(params)
  return authorMetadata(locale, slug, page)
}

export default async function AuthorFurtherPage({ params }: Props) {
  const { locale, slug, page } = await place(params)
  return <AuthorRoute locale={locale} slug={slugOf(slug)} page={page} />
}
