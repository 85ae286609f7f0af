import { stegaClean } from 'next-sanity'
import type { ReactNode } from 'react'
import { serializeJsonLd } from '#lib/page/json-ld.ts'
import { KEPT_SCRIPT_ID } from '#lib/page/kept-script.ts'
import { serializeCacheMetadata, CACHE_METADATA_ID, type CacheMetadata } from '#lib/page/cache-metadata.ts'
import { bannersScript } from '#components/promo-banner/banners.script.generated.ts'
import { SiteFooter } from '#components/site-footer/site-footer.tsx'
import { SiteHeader, type CurrentPlace } from '#components/site-header/site-header.tsx'
import type { PageContext } from './page-context.ts'
import { siteTitle, type PageFrame as Frame } from './page-frame.groq.ts'
import styles from './page-frame.module.css'

type Props = {
  frame: Frame
  context: PageContext
  /** What the page was made from. A page that asked nothing has none, and is never kept. */
  cacheMetadata: CacheMetadata | null
  current?: CurrentPlace
  /** Whether there is something about the page's banners that a browser must do: only then does it carry the script. */
  needsScript?: boolean
  jsonLd?: readonly Readonly<Record<string, unknown>>[]
  children: ReactNode
}

/** Everything around a page's own things, and the page's cache metadata. */
export function PageFrame({
  frame,
  context,
  cacheMetadata,
  current = {},
  needsScript = false,
  jsonLd = [],
  children,
}: Props) {
  const { categories, settings } = frame
  const title = siteTitle(settings, context.words)
  return (
    <>
      {/* Ahead of every banner: it chooses as they come, before they are seen. */}
      {needsScript ? <script id={KEPT_SCRIPT_ID} dangerouslySetInnerHTML={{ __html: bannersScript }} /> : null}
      <a className={styles.skip} href="#title">
        {context.words.skip}
      </a>
      <div className={styles.frame}>
        <SiteHeader siteTitle={title} categories={categories} context={context} current={current} />
      </div>
      <main className={`${styles.frame} ${styles.main}`} id="main">
        {children}
      </main>
      <div className={styles.frame}>
        <SiteFooter
          siteTitle={title}
          legal={settings?.legal ?? null}
          categories={categories}
          hasAuthors={frame.authors > 0}
          context={context}
        />
      </div>
      {jsonLd.length > 0 ? (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: serializeJsonLd(stegaClean(jsonLd)) }} />
      ) : null}
      {cacheMetadata ? (
        <script
          type="application/json"
          id={CACHE_METADATA_ID}
          dangerouslySetInnerHTML={{ __html: serializeCacheMetadata(cacheMetadata) }}
        />
      ) : null}
    </>
  )
}
