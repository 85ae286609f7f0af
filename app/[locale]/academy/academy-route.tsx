import { notFound } from 'next/navigation'
import { cache } from 'react'
import { breadcrumbJsonLd } from '#lib/page/json-ld.ts'
import { pageSlice, paginate } from '#lib/links/pagination.ts'
import { academyPath, frontPath } from '#lib/links/paths.ts'
import { ArticleListing } from '#components/article-listing/article-listing.tsx'
import { Breadcrumb } from '#components/breadcrumb/breadcrumb.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { PageHead } from '#components/page-frame/page-head.tsx'
import { askPage, metadataOf } from '#app/reader-route.ts'
import { academyPage } from './academy-page.groq.ts'

const load = cache(async (locale: string, page: number) => {
  const asked = await askPage(academyPage, pageSlice(page), locale)
  const pages = paginate(asked.answer.total, page)
  return pages ? { ...asked, pages } : notFound()
})

/** Metadata of one page of all articles; `page` counts from 1. */
export async function academyMetadata(locale: string, page: number) {
  const {
    answer: { frame },
    context,
    pages,
  } = await load(locale, page)
  const title = context.words.list.titleOfPage(context.words.academy, page, pages.pages.length)
  return metadataOf(frame, context, {
    title,
    description: context.words.list.academyAll,
    path: academyPath(context.locale, page),
  })
}

/** One page of all articles; `page` counts from 1. */
export async function AcademyRoute({ locale, page }: { locale: string; page: number }) {
  const { answer, context, cacheMetadata, pages } = await load(locale, page)
  const { words } = context
  const crumbs = [{ name: words.home, path: frontPath(context.locale) }]
  const own = { name: words.academy, path: academyPath(context.locale) }
  return (
    <PageFrame
      frame={answer.frame}
      context={context}
      cacheMetadata={cacheMetadata()}
      jsonLd={[breadcrumbJsonLd([...crumbs, own], context.origin)]}
    >
      <Breadcrumb crumbs={crumbs} context={context} />
      <PageHead title={words.academy} />
      <ArticleListing
        items={answer.items}
        beside="category"
        empty={words.empty.academy}
        pages={pages}
        pathOf={(each) => academyPath(context.locale, each)}
        context={context}
      />
    </PageFrame>
  )
}
