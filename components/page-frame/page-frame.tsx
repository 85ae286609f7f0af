import type { ReactNode } from 'react'
import { serializeJsonLd } from '#lib/json-ld.ts'
import { serializeStatement, STATEMENT_ID, type Statement } from '#lib/statement.ts'
import { SiteFooter } from '#components/site-footer/site-footer.tsx'
import { SiteHeader, type CurrentPlace } from '#components/site-header/site-header.tsx'
import type { PageContext } from './page-context.ts'
import type { PageFrame as Frame } from './page-frame.groq.ts'
import styles from './page-frame.module.css'

type Props = {
  frame: Frame
  context: PageContext
  /** What the page was made from. A page that asked nothing has none, and is never kept. */
  statement: Statement | null
  current?: CurrentPlace
  jsonLd?: readonly Readonly<Record<string, unknown>>[]
  children: ReactNode
}

/** Everything around a page's own things, and the page's one statement. */
export function PageFrame({ frame, context, statement, current = {}, jsonLd = [], children }: Props) {
  const siteTitle = frame.settings?.title?.trim() || context.words.siteTitle
  const { categories } = frame
  return (
    <>
      <a className={styles.skip} href="#title">{context.words.skip}</a>
      <div className={styles.frame}>
        <SiteHeader siteTitle={siteTitle} categories={categories} context={context} current={current} />
      </div>
      <main className={`${styles.frame} ${styles.main}`} id="main">{children}</main>
      <div className={styles.frame}>
        <SiteFooter siteTitle={siteTitle} legal={frame.settings?.legal ?? null} categories={categories} hasAuthors={frame.authors > 0} context={context} />
      </div>
      {jsonLd.length > 0 ? <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: serializeJsonLd(jsonLd) }} /> : null}
      {statement ? <script type="application/json" id={STATEMENT_ID} dangerouslySetInnerHTML={{ __html: serializeStatement(statement) }} /> : null}
    </>
  )
}
