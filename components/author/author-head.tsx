import { Picture } from '#components/picture/picture.tsx'
import { Words } from '#components/title/title.tsx'
import type { Author } from './author.groq.ts'
import styles from './author-head.module.css'
import { hasWords } from '#lib/text/words.ts'

/** Who an author is. The skip link leads to the name. */
export function AuthorHead({ author }: { author: Author }) {
  const { name, role, bio, image } = author
  return (
    <header className={styles.author}>
      {image ? <Picture picture={image} widest={480} ratio={1} sizes="(min-width: 40rem) 10rem, 6rem" first /> : null}
      <div>
        <h1 id="title" tabIndex={-1}>
          {name}
        </h1>
        {hasWords(role) ? <p className={styles.role}>{role}</p> : null}
        {hasWords(bio) ? (
          <p className={styles.bio}>
            <Words text={bio} />
          </p>
        ) : null}
      </div>
    </header>
  )
}
