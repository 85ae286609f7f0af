import { notFound } from 'next/navigation'
import { cache } from 'react'
import { bannerPreviewPath, frontPath } from '#lib/links/paths.ts'
import { Breadcrumb } from '#components/breadcrumb/breadcrumb.tsx'
import { PageFrame } from '#components/page-frame/page-frame.tsx'
import { PageHead } from '#components/page-frame/page-head.tsx'
import { Part, Parts } from '#components/part/part.tsx'
import { PromoBanner } from '#components/promo-banner/promo-banner.tsx'
import type { Banner } from '#components/promo-banner/promo-banner.groq.ts'
import { bannerActions } from '#lib/promotion/banner-view.ts'
import { askPage, metadataOf, slugOf } from '#app/reader-route.ts'
import { bannerPreview } from './banner-preview.groq.ts'
import styles from './banner-preview.module.css'

export const dynamic = 'force-dynamic'

/** Only for who is in preview: an editor, or an advertiser with a link. It is no page of the site. */
const load = cache(async (locale: string, id: string) => {
  const asked = await askPage(bannerPreview, { id }, locale)
  if (!asked.context.isPreview || !asked.answer.isThere) notFound()
  return asked
})

type Props = { params: Promise<{ locale: string; id: string }> }

export async function generateMetadata({ params }: Props) {
  const { locale, id } = await params
  const { answer, context } = await load(locale, id)
  return metadataOf(answer.frame, context, {
    title: context.words.bannerPreview.title,
    description: null,
    path: bannerPreviewPath(context.locale, id),
    lost: true,
  })
}

/** One banner in each form, narrow and wide, by day and by night. */
export default async function BannerPreviewPage({ params }: Props) {
  const { locale, id } = await params
  const { answer, context, cacheMetadata } = await load(locale, slugOf(id))
  const { banner, frame } = answer
  const words = context.words.bannerPreview
  const problem =
    banner === null ? words.incomplete : bannerActions(banner, context).length === 0 ? words.leadsNowhere : null
  return (
    <PageFrame frame={frame} context={context} cacheMetadata={cacheMetadata()}>
      <Breadcrumb crumbs={[{ name: context.words.home, path: frontPath(context.locale) }]} context={context} />
      <PageHead title={words.title} summary={problem ?? words.summary} />
      {banner && problem === null ? (
        <Parts>
          {forms.map(({ form, slotKey }) => (
            <Part key={form} id={form} title={words[form]}>
              {schemes.map((scheme) => (
                <Samples key={scheme} banner={banner} slotKey={slotKey} scheme={scheme} context={context} />
              ))}
            </Part>
          ))}
        </Parts>
      ) : null}
    </PageFrame>
  )
}

/** The slot above an article's title has a form of its own; in all others the banner's own parts decide. */
const forms = [
  { form: 'slim', slotKey: 'article-top' },
  { form: 'other', slotKey: '' },
] as const
const schemes = ['light', 'dark'] as const
const widths = ['narrow', 'wide'] as const

function Samples({
  banner,
  slotKey,
  scheme,
  context,
}: {
  banner: Banner
  slotKey: string
  scheme: (typeof schemes)[number]
  context: Parameters<typeof PromoBanner>[0]['context']
}) {
  const words = context.words.bannerPreview
  return (
    <div className={styles[scheme]}>
      {widths.map((width) => (
        <figure key={width} className={styles[width]}>
          <figcaption>{words.sample(words[width], words[scheme])}</figcaption>
          <PromoBanner banner={banner} slotKey={slotKey} endsAt={null} nth={1} choice={null} context={context} />
        </figure>
      ))}
    </div>
  )
}
