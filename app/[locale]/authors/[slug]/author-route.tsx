import { notFound } from 'next/navigation'
import { cache } from 'react'
import { breadcrumbJsonLd } from '#lib/page/json-ld.ts'
import { pageSlice, paginate } from '#lib/links/pagination.ts'
import { authorPath, authorsPath, frontPath } from '#lib/links/paths.ts'
import { ArticleListing } from '#components/article-listing/article-listing.tsx'
import { AuthorHead } from '#components/author/author-head.tsx'
import { Breadcrumb } from '#components/breadcrumb/breadcrumb.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { askPage, metadataOf } from '#app/reader-route.ts'
import { authorPage } from './author-page.groq.ts'

const load = cache(async (locale: string, slug: string, page: number) => {
  const asked = await askPage(authorPage, { slug, ...pageSlice(page) }, locale)
  const { author } = asked.answer
  const pages = author && paginate(author.articles, page)
  return author && pages ? { ...asked, author, pages } : notFound()
})

/** Metadata of one page of an author; `slug` decoded, `page` from 1. */
export async function authorMetadata(locale: string, slug: string, page: number) {
  const {
    answer: { frame },
    author,
    context,
    pages,
  } = await load(locale, slug, page)
  const title = context.words.list.titleOfPage(author.name, page, pages.pages.length)
  return metadataOf(frame, context, {
    title,
    description: author.bio ?? author.role,
    path: authorPath(context.locale, author.slug, page),
  })
}

type Props = { locale: string; slug: string; page: number }

/** One page of an author: who it is, and what they wrote; `slug` decoded, `page` from 1. */
export async function AuthorRoute({ locale, slug, page }: Props) {
  const { answer, author, context, cacheMetadata, pages } = await load(locale, slug, page)
  const { words } = context
  const crumbs = [
    { name: words.home, path: frontPath(context.locale) },
    { name: words.authors, path: authorsPath(context.locale) },
  ]
  const own = { name: author.name, path: authorPath(context.locale, author.slug) }
  return (
    <PageFrame
      frame={answer.frame}
      context={context}
      cacheMetadata={cacheMetadata()}
      jsonLd={[breadcrumbJsonLd([...crumbs, own], context.origin)]}
    >
      <Breadcrumb crumbs={crumbs} context={context} />
      <AuthorHead author={author} />
      <ArticleListing
        title={words.list.articlesBy(author.name)}
        items={author.items}
        beside="category"
        empty={words.empty.author}
        pages={pages}
        pathOf={(each) => authorPath(context.locale, author.slug, each)}
        context={context}
      />
    </PageFrame>
  )
}
