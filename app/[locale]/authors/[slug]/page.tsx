import { notFound } from 'next/navigation'
import { cache } from 'react'
import { breadcrumbJsonLd } from '#lib/json-ld.ts'
import { authorPath, authorsPath, frontPath } from '#lib/paths.ts'
import { AuthorArticles } from '#components/author/author-articles.tsx'
import { AuthorHead } from '#components/author/author-head.tsx'
import { Breadcrumb } from '#components/breadcrumb/breadcrumb.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { askPage, metadataOf, slugOf } from '#app/reader-route.ts'
import { authorPage } from './author-page.groq.ts'

export const dynamic = 'force-dynamic'

const load = cache(async (locale: string, slug: string) => {
  const asked = await askPage(authorPage, { slug }, locale)
  const { author } = asked.answer
  return author ? { ...asked, author, path: authorPath(asked.context.locale, author.slug) } : notFound()
})

type Props = { params: Promise<{ locale: string; slug: string }> }

const asked = async (params: Props['params']) => {
  const { locale, slug } = await params
  return load(locale, slugOf(slug))
}

export async function generateMetadata({ params }: Props) {
  const { answer: { frame }, author, context, path } = await asked(params)
  return metadataOf(frame, context, { title: author.name, description: author.bio ?? author.role, path })
}

export default async function AuthorPage({ params }: Props) {
  const { answer, author, context, statement, path } = await asked(params)
  const { words, locale, origin } = context
  const crumbs = [{ name: words.home, path: frontPath(locale) }, { name: words.authors, path: authorsPath(locale) }]
  return (
    <PageFrame
      frame={answer.frame}
      context={context}
      statement={statement()}
      jsonLd={[breadcrumbJsonLd([...crumbs, { name: author.name, path }], origin)]}
    >
      <Breadcrumb crumbs={crumbs} context={context} />
      <AuthorHead author={author} />
      <AuthorArticles items={author.items} total={author.articles} name={author.name} context={context} />
    </PageFrame>
  )
}
