import type { Article } from '#components/article/article.groq.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Caption, Picture } from '#components/picture/picture.tsx'
import { Title, Words } from '#components/title/title.tsx'
import styles from './article-opener.module.css'
import { hasWords } from '#lib/text/words.ts'

/** Title, summary, and cover with its caption and credit. The skip link leads to the title. */
export function ArticleOpener({
  article,
  context,
}: {
  article: Pick<Article, 'title' | 'summary' | 'cover'>
  context: PageContext
}) {
  const { title, summary, cover } = article
  return (
    <header className={styles.opener}>
      <div>
        <h1 id="title" tabIndex={-1}>
          <Title text={title} />
        </h1>
        {hasWords(summary) ? (
          <p className={styles.summary}>
            <Words text={summary} />
          </p>
        ) : null}
      </div>
      {cover ? (
        <figure>
          <Picture
            picture={cover}
            widest={1280}
            ratio={3 / 2}
            sizes="(min-width: 62rem) clamp(16rem, 30vw, 26rem), 92vw"
            first
          />
          <Caption picture={cover} context={context} />
        </figure>
      ) : null}
    </header>
  )
}
