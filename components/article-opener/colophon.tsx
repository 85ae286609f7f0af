import { Fragment, type ReactNode } from 'react'
import { shownDate } from '#lib/time/dates.ts'
import { leads, relOf, resolveUrl } from '#lib/links/destination.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { authorPath } from '#lib/links/paths.ts'
import type { Article } from '#components/article/article.groq.ts'
import type { AuthorName } from '#components/author/author.groq.ts'
import linkStyles from '#components/link/link.module.css'
import type { PageContext } from '#components/page-frame/page-context.ts'
import styles from './colophon.module.css'

type Facts = Pick<Article, 'publishedAt' | 'updatedAt' | 'authors' | 'source'>

/** Above the text: dates and reading time, and from 40rem who wrote it and where it first stood. */
export function Colophon({ article, minutes, context }: { article: Facts; minutes: number; context: PageContext }) {
  const words = context.words.article
  return (
    <dl className={`${styles.colophon} ${styles.start}`}>
      <Day term={words.published} at={article.publishedAt} context={context} />
      <Day term={words.updated} at={article.updatedAt} context={context} />
      <Entry term={words.readingTime}>{words.minutes(minutes)}</Entry>
      {article.authors.length > 0 ? (
        <Entry more term={words.author}>
          <Bylines authors={article.authors} context={context} />
        </Entry>
      ) : null}
      {article.source ? (
        <Entry more term={words.source}>
          <SourceLink url={article.source.url} context={context} />
        </Entry>
      ) : null}
    </dl>
  )
}

/** Below the text on phones and on paper: author and source, with the source's address in full. */
export function ClosingColophon({ article, context }: { article: Facts; context: PageContext }) {
  const { authors, source } = article
  if (authors.length === 0 && !source) return null
  const words = context.words.article
  return (
    <dl className={`${styles.colophon} ${styles.end}`}>
      {authors.length > 0 ? (
        <Entry term={words.author}>
          <Bylines authors={authors} context={context} />
        </Entry>
      ) : null}
      {source ? (
        <Entry term={words.source}>
          <SourceLink url={source.url} context={context} />
          <span className={styles.address}>{source.url.replace(/^https?:\/\//, '')}</span>
        </Entry>
      ) : null}
    </dl>
  )
}

function Entry({ term, more = false, children }: { term: string; more?: boolean; children: ReactNode }) {
  return (
    <div className={more ? styles.more : undefined}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Day({ term, at, context }: { term: string; at: string | null; context: PageContext }) {
  const day = shownDate(at, { locale: context.locale, timeZone: publicationZone })
  return day ? (
    <Entry term={term}>
      <time dateTime={day.datetime}>{day.text}</time>
    </Entry>
  ) : null
}

/** Authors' names; an author with a page is a link. */
export function Bylines({ authors, context }: { authors: readonly AuthorName[]; context: PageContext }) {
  return authors.map(({ _id, name, slug }, index) => (
    <Fragment key={_id}>
      {index > 0 ? '、' : null}
      {slug ? <a href={authorPath(context.locale, slug)}>{name}</a> : name}
    </Fragment>
  ))
}

/** The link to where the text first stood reads the host. */
function SourceLink({ url, context }: { url: string; context: PageContext }) {
  const resolved = resolveUrl(url, context.origin)
  const host = URL.parse(url)?.host ?? url
  if (!leads(resolved)) return host
  return (
    <a
      className={resolved.kind === 'external' ? linkStyles.away : undefined}
      href={resolved.href}
      rel={relOf(resolved)}
    >
      {host}
    </a>
  )
}
