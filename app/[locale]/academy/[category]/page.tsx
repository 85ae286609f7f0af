import { slugOf } from '#app/reader-route.ts'
import { categoryMetadata, CategoryRoute } from './category-route.tsx'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; category: string }> }

export async function generateMetadata({ params }: Props) {
  const { locale, category } = await params
  return categoryMetadata(locale, category, 1)
}

export default async function CategoryPage({ params }: Props) {
  const { locale, category } = await params
  return <CategoryRoute locale={locale} slug={slugOf(category)} page={1} />
}
