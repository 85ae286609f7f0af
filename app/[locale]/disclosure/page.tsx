import { cache } from 'react'
import { disclosurePath, frontPath } from '#lib/links/paths.ts'
import { wordsOf } from '#lib/text/words.ts'
import { Breadcrumb } from '#components/breadcrumb/breadcrumb.tsx'
import { Disclosure } from '#components/disclosure/disclosure.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { PageHead } from '#components/page-frame/page-head.tsx'
import { askPage, metadataOf } from '#app/reader-route.ts'
import { disclosurePage } from './disclosure-page.groq.ts'

export const dynamic = 'force-dynamic'

const load = cache(async (locale: string) => {
  const asked = await askPage(disclosurePage, {}, locale)
  const intro = wordsOf(asked.answer.frame.settings?.disclosureIntro) ?? asked.context.words.disclosure.intro
  return { ...asked, intro }
})

type Props = { params: Promise<{ locale: string }> }

export async function generateMetadata({ params }: Props) {
  const {
    answer: { frame },
    context,
    intro,
  } = await load((await params).locale)
  return metadataOf(frame, context, {
    title: context.words.disclosurePage,
    description: intro,
    path: disclosurePath(context.locale),
  })
}

export default async function DisclosurePage({ params }: Props) {
  const { answer, context, cacheMetadata, intro } = await load((await params).locale)
  const { words, locale } = context
  return (
    <PageFrame frame={answer.frame} context={context} cacheMetadata={cacheMetadata()}>
      <Breadcrumb crumbs={[{ name: words.home, path: frontPath(locale) }]} context={context} />
      <PageHead title={words.disclosurePage} summary={intro} />
      <Disclosure context={context} />
    </PageFrame>
  )
}
