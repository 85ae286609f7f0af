import { cache } from 'react'
import { frontPath } from '#lib/links/paths.ts'
import { NotFound } from '#components/lost/lost.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { askPage, emptyFrame, metadataOf, readerContext } from '#app/reader-route.ts'
import { lostPage } from './lost-page.groq.ts'

/** The page stays whole when the lake does not answer; it then says nothing of what it was made from, and is not kept. */
const load = cache(async (locale: string) => {
  const context = readerContext(locale)
  try {
    const { answer, cacheMetadata } = await askPage(lostPage, {}, locale)
    return { context, frame: answer.frame, cacheMetadata: cacheMetadata() }
  } catch {
    return { context, frame: emptyFrame, cacheMetadata: null }
  }
})

/** Metadata of the page for what is not there. */
export async function notFoundMetadata(locale: string) {
  const { frame, context } = await load(locale)
  const { lost } = context.words
  return metadataOf(frame, context, {
    title: lost.documentTitle,
    description: lost.text,
    path: frontPath(context.locale),
    lost: true,
  })
}

/** The page for what is not there. */
export async function NotFoundRoute({ locale }: { locale: string }) {
  const { frame, context, cacheMetadata } = await load(locale)
  return (
    <PageFrame frame={frame} context={context} cacheMetadata={cacheMetadata}>
      <NotFound categories={frame.categories} context={context} />
    </PageFrame>
  )
}
