import { notFound } from 'next/navigation'
import { cache } from 'react'
import { sourceElsewhere } from '#lib/links/canonical.ts'
import { articleJsonLd, breadcrumbJsonLd } from '#lib/page/json-ld.ts'
import { absoluteUrl, academyPath, articlePath, authorPath, categoryPath, frontPath } from '#lib/links/paths.ts'
import { sharedImage } from '#sanity/image.ts'
import { articleSpots } from '#components/article/article-spots.ts'
import { Article } from '#components/article/article.tsx'
import { Breadcrumb } from '#components/breadcrumb/breadcrumb.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { placeBanners } from '#components/slot/place-banners.ts'
import { Slot } from '#components/slot/slot.tsx'
import { askPage, metadataOf, siteFacts, slugOf } from '#app/reader-route.ts'
import { articlePage } from './article-page.groq.ts'
import { report } from '#sanity/query.ts'

export const dynamic = 'force-dynamic' // made for each request: the finished page is the only cache, and the build needs no lake

// Primitives only: cache() compares by identity, so an object argument would ask twice, once for the metadata and once for the page.
const load = cache(async (locale: string, category: string, slug: string) => {
  const asked = await askPage(articlePage, { category, slug }, locale)
  const {
    context,
    answer: { article },
  } = asked
  if (!article) notFound()
  const path = articlePath(context.locale, article.category.slug, article.slug)
  const isElsewhere = sourceElsewhere(article.source, absoluteUrl(context.origin, path)) !== null
  return { ...asked, article: isElsewhere ? article : { ...article, source: null }, path }
})

type Props = { params: Promise<{ locale: string; category: string; slug: string }> }

export async function generateMetadata({ params }: Props) {
  const { locale, category, slug } = await params
  const {
    answer: { frame },
    article,
    context,
    path,
  } = await load(locale, category, slug)
  return metadataOf(frame, context, {
    title: article.title,
    description: article.summary,
    path,
    image: article.cover && sharedImage(article.cover),
    article: { ...article, authors: article.authors.map(({ name }) => name) },
  })
}

export default async function ArticlePage({ params }: Props) {
  const { locale: segment, category, slug } = await params
  const { answer, article, context, cacheMetadata, path } = await load(segment, slugOf(category), slugOf(slug))
  const { locale, words, origin } = context
  const banners = placeBanners([...answer.slots, ...article.slots], articleSpots(article.body), context, {
    article: article._id,
    category: article.category._id,
  })
  report(banners.findings)
  const crumbs = [
    { name: words.home, path: frontPath(locale) },
    { name: words.academy, path: academyPath(locale) },
    { name: article.category.title, path: categoryPath(locale, article.category.slug) },
  ]
  const facts = articleJsonLd({
    ...article,
    path,
    authors: article.authors.map(({ name, slug }) => ({ name, path: slug ? authorPath(locale, slug) : null })),
    category: article.category.title,
    image: article.cover && sharedImage(article.cover).url,
    site: siteFacts(answer.frame, context),
  })
  return (
    <PageFrame
      frame={answer.frame}
      context={context}
      cacheMetadata={cacheMetadata(banners.choices)}
      current={{ category: article.category.slug }}
      needsScript={banners.needScript}
      jsonLd={[facts, breadcrumbJsonLd([...crumbs, { name: article.title, path }], origin)]}
    >
      <Slot placed={banners.at('article-top')} context={context} />
      <Breadcrumb crumbs={crumbs} context={context} />
      <Article article={article} banners={banners} context={context} />
    </PageFrame>
  )
}
