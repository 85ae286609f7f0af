import { cache } from 'react'
import { authorsPath, frontPath } from '#lib/links/paths.ts'
import { AuthorList } from '#components/author/author-list.tsx'
import { Breadcrumb } from '#components/breadcrumb/breadcrumb.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { PageHead } from '#components/page-frame/page-head.tsx'
import { askPage, metadataOf } from '#app/reader-route.ts'
import { authorsPage } from './authors-page.groq.ts'

export const dynamic = 'force-dynamic'

const load = cache((locale: string) => askPage(authorsPage, {}, locale))

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props) {
  const {
    answer: { frame, authors },
    context,
  } = await load((await params).locale)
  const names = authors.map(({ name }) => name).join('、') || null
  return metadataOf(frame, context, {
    title: context.words.authors,
    description: names,
    path: authorsPath(context.locale),
  })
}

export default async function AuthorsPage({ params }: Props) {
  const { answer, context, cacheMetadata } = await load((await params).locale)
  const { words, locale } = context
  return (
    <PageFrame frame={answer.frame} context={context} cacheMetadata={cacheMetadata()}>
      <Breadcrumb crumbs={[{ name: words.home, path: frontPath(locale) }]} context={context} />
      <PageHead title={words.authors} />
      <AuthorList authors={answer.authors} context={context} />
    </PageFrame>
  )
}
