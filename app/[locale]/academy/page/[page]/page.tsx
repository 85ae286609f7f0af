import { notFound } from 'next/navigation'
import { pageNumber } from '#lib/links/pagination.ts'
import { academyMetadata, AcademyRoute } from '../../academy-route.tsx'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string; page: string }> }

const place = async (params: Props['params']) => {
  const { locale, page } = await params
  return { locale, page: pageNumber(page) ?? notFound() }
}

export async function generateMetadata({ params }: Props) {
  const { locale, page } = await place(params)
  return academyMetadata(locale, page)
}

export default async function AcademyFurtherPage({ params }: Props) {
  return <AcademyRoute {...await place(params)} />
}
