import { notFound } from 'next/navigation'
import { pageNumber } from '#lib/links/pagination.ts'
import { slugOf } from '#app/reader-route.ts'
import { categoryMetadata, CategoryRoute } from '../../category-route.tsx'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; category: string; page: string }> }

const place = async (params: Props['params']) => {
  const { locale, category, page } = await params
  return { locale, slug: category, page: pageNumber(page) ?? notFound() }
}

export async function generateMetadata({ params }: Props) {
  const { locale, slug, page } = await place(params)
  return categoryMetadata(locale, slug, page)
}

export default async function CategoryFurtherPage({ params }: Props) {
  const { locale, slug, page } = await place(params)
  return <CategoryRoute locale={locale} slug={slugOf(slug)} page={page} />
}
