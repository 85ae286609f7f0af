import { frontPath } from '#lib/links/paths.ts'
import { Failed } from '#components/lost/lost.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { emptyFrame, metadataOf, readerContext } from '#app/reader-route.ts'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props) {
  const context = readerContext((await params).locale)
  const { failed } = context.words
  return metadataOf(emptyFrame, context, {
    title: failed.documentTitle,
    description: failed.text,
    path: frontPath(context.locale),
    lost: true,
  })
}

// The whole body of a 500, answered with 200 at an address of its own. It asks nothing: the lake may be what failed.
export default async function FailedPage({ params }: Props) {
  const context = readerContext((await params).locale)
  return (
    <PageFrame frame={emptyFrame} context={context} cacheMetadata={null}>
      <Failed context={context} />
    </PageFrame>
  )
}
