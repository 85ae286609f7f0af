import { cache } from 'react'
import { frontPath } from '#lib/links/paths.ts'
import { plainText } from '#lib/text/plain-text.ts'
import { readingMinutes } from '#lib/text/reading-time.ts'
import { wordsOf } from '#lib/text/words.ts'
import { LatestArticles } from '#components/article-listing/latest-articles.tsx'
import { LeadArticle } from '#components/article-listing/lead-article.tsx'
import { CategoryList } from '#components/category/category-list.tsx'
import { EmptyNotice } from '#components/empty-notice/empty-notice.tsx'
import { HiddenHead } from '#components/page-frame/page-head.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { Inset, Parts } from '#components/part/part.tsx'
import { placeBanners } from '#components/slot/place-banners.ts'
import { Slot } from '#components/slot/slot.tsx'
import { askPage, metadataOf, siteFacts } from '#app/reader-route.ts'
import { frontPage } from './front-page.groq.ts'
import { report } from '#sanity/query.ts'

export const dynamic = 'force-dynamic' // made for each request: the finished page is the only cache, and the build needs no lake

// Primitives only: cache() compares by identity, so an object argument would ask twice, once for the metadata and once for the page.
const load = cache((locale: string) => askPage(frontPage, {}, locale))

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props) {
  const {
    answer: { frame },
    context,
  } = await load((await params).locale)
  const description = wordsOf(frame.settings?.description) ?? context.words.siteDescription
  return metadataOf(frame, context, { title: null, description, path: frontPath(context.locale) })
}

export default async function FrontPage({ params }: Props) {
  const { answer, context, cacheMetadata } = await load((await params).locale)
  const { frame, slots } = answer
  // The newest article may be broken: the next one leads then, without a reading time, because only one comes with its words.
  const [lead, ...latest] = answer.lead ? [answer.lead, ...answer.latest] : answer.latest
  const minutes = answer.lead && readingMinutes(plainText(answer.lead.words))
  const { empty } = context.words
  const banners = placeBanners(slots, [{ id: 'front-inline', slot: 'front-inline' }], context)
  report(banners.findings)
  return (
    <PageFrame
      frame={frame}
      context={context}
      cacheMetadata={cacheMetadata(banners.choices)}
      current={{ front: true }}
      needsScript={banners.needScript}
    >
      <HiddenHead title={siteFacts(frame, context).title} />
      {lead ? <LeadArticle article={lead} minutes={minutes} context={context} /> : null}
      <Parts>
        {lead ? null : (
          <Inset>
            <EmptyNotice notice={empty.front} studio={empty.openStudio} />
          </Inset>
        )}
        <LatestArticles items={latest} context={context} />
        <Slot placed={banners.at('front-inline')} context={context} />
        <CategoryList categories={answer.categories} context={context} />
      </Parts>
    </PageFrame>
  )
}
