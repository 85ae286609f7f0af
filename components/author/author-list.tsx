import type { Slug } from '#lib/links/address.ts'
import { authorPath } from '#lib/links/paths.ts'
import { EmptyNotice } from '#components/empty-notice/empty-notice.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import type { Author } from './author.groq.ts'
import styles from './author-list.module.css'

type Entry = Author & { slug: Slug; articles: number }

/** Everyone who writes here, with how many articles. */
export function AuthorList({ authors, context }: { authors: readonly Entry[]; context: PageContext }) {
  const { empty, list } = context.words
  if (authors.length === 0) return <EmptyNotice notice={empty.authors} studio={empty.openStudio} />
  return (
    <ul className={styles.list} role="list">
      {authors.map(({ _id, slug, name, role, bio, articles }) => (
        <li key={_id}>
          <h2>
            <a href={authorPath(context.locale, slug)}>{name}</a>
            {role ? <span className={styles.role}>{role}</span> : null}
          </h2>
          <p className={styles.bio}>{bio}</p>
          <p className={styles.count}>{list.count(articles)}</p>
        </li>
      ))}
    </ul>
  )
}
