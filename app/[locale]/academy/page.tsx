import { academyMetadata, AcademyRoute } from './academy-route.tsx'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string }> }

export const generateMetadata = async ({ params }: Props) => academyMetadata((await params).locale, 1)

export default async function AcademyPage({ params }: Props) {
  return <AcademyRoute locale={(await params).locale} page={1} />
}
