import { notFound } from 'next/navigation'
import { cache } from 'react'
import { breadcrumbJsonLd } from '#lib/page/json-ld.ts'
import { pageSlice, paginate } from '#lib/links/pagination.ts'
import { academyPath, categoryPath, frontPath } from '#lib/links/paths.ts'
import { ArticleListing } from '#components/article-listing/article-listing.tsx'
import { Breadcrumb } from '#components/breadcrumb/breadcrumb.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { PageHead } from '#components/page-frame/page-head.tsx'
import { askPage, metadataOf } from '#app/reader-route.ts'
import { categoryPage } from './category-page.groq.ts'

const load = cache(async (locale: string, slug: string, page: number) => {
  const asked = await askPage(categoryPage, { category: slug, ...pageSlice(page) }, locale)
  const { category } = asked.answer
  const pages = category && paginate(category.articles, page)
  return category && pages ? { ...asked, category, pages } : notFound()
})

/** Metadata of one page of a category; `slug` decoded, `page` from 1. */
export async function categoryMetadata(locale: string, slug: string, page: number) {
  const {
    answer: { frame },
    category,
    context,
    pages,
  } = await load(locale, slug, page)
  const title = context.words.list.titleOfPage(category.title, page, pages.pages.length)
  return metadataOf(frame, context, {
    title,
    description: category.description,
    path: categoryPath(context.locale, category.slug, page),
  })
}

type Props = { locale: string; slug: string; page: number }

/** One page of a category; `slug` decoded, `page` from 1. */
export async function CategoryRoute({ locale, slug, page }: Props) {
  const { answer, category, context, cacheMetadata, pages } = await load(locale, slug, page)
  const { words } = context
  const crumbs = [
    { name: words.home, path: frontPath(context.locale) },
    { name: words.academy, path: academyPath(context.locale) },
  ]
  const own = { name: category.title, path: categoryPath(context.locale, category.slug) }
  return (
    <PageFrame
      frame={answer.frame}
      context={context}
      cacheMetadata={cacheMetadata()}
      current={{ category: category.slug }}
      jsonLd={[breadcrumbJsonLd([...crumbs, own], context.origin)]}
    >
      <Breadcrumb crumbs={crumbs} context={context} />
      <PageHead title={category.title} summary={category.description} />
      <ArticleListing
        items={category.items}
        beside="authors"
        empty={words.empty.category}
        pages={pages}
        pathOf={(each) => categoryPath(context.locale, category.slug, each)}
        context={context}
      />
    </PageFrame>
  )
}
