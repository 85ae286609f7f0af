import { NotFoundRoute, notFoundMetadata } from '../../not-found-route.tsx'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string }> }

// The whole body of a 404, answered with 200 at an address of its own: notFound() answers with an empty body that only script fills.
// The gateway asks here, sends it with the true status, and refuses the address from outside.
export const generateMetadata = async ({ params }: Props) => notFoundMetadata((await params).locale)

export default async function LostPage({ params }: Props) {
  return <NotFoundRoute locale={(await params).locale} />
}
