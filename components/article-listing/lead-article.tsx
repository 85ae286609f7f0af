import { articlePath, categoryPath } from '#lib/links/paths.ts'
import { hasWords } from '#lib/text/words.ts'
import { Bylines } from '#components/article-opener/colophon.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Picture } from '#components/picture/picture.tsx'
import { Title, Words } from '#components/title/title.tsx'
import type { ArticleItem } from './article-listing.groq.ts'
import { PublishedDay } from './article-items.tsx'
import styles from './lead-article.module.css'

/** The newest article, in large. `minutes` is its reading time, null where it is not known. */
export function LeadArticle({
  article,
  minutes,
  context,
}: {
  article: ArticleItem
  minutes: number | null
  context: PageContext
}) {
  const { locale, words } = context
  const { title, category, slug, cover, summary, authors, publishedAt } = article
  const href = articlePath(locale, category.slug, slug)
  return (
    <article className={styles.lead}>
      {cover ? (
        <a href={href} tabIndex={-1} aria-hidden="true">
          <Picture
            picture={cover}
            widest={1280}
            ratio={3 / 2}
            sizes="(min-width: 62rem) 34rem, 92vw"
            first
            besideTitle
          />
        </a>
      ) : null}
      <div>
        <p className={styles.kicker}>
          <a href={categoryPath(locale, category.slug)}>{category.title}</a>
        </p>
        <h2>
          <a href={href}>
            <Title text={title} />
          </a>
        </h2>
        {hasWords(summary) ? (
          <p className={styles.summary}>
            <Words text={summary} />
          </p>
        ) : null}
        <p className={styles.by}>
          <PublishedDay at={publishedAt} context={context} />
          {authors.length > 0 ? '　' : null}
          <Bylines authors={authors} context={context} />
          {minutes === null ? null : `　${words.article.minutes(minutes)}`}
        </p>
      </div>
    </article>
  )
}
