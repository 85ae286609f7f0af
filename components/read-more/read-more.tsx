import { leads, linkWords, resolveDestination } from '#lib/links/destination.ts'
import { Due, RowLink } from '#components/link/destination-link.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Words } from '#components/title/title.tsx'
import type { ReadMore as ReadMorePart } from './read-more.groq.ts'
import styles from './read-more.module.css'

/** A line in the body that sends the reader to one other page. */
export function ReadMore({ readMore, context }: { readMore: ReadMorePart; context: PageContext }) {
  const resolved = resolveDestination(readMore.destination, context)
  const words = <Words text={linkWords(readMore)} />
  const label = <span className={styles.label}>{context.words.article.readMore}</span>
  if (leads(resolved))
    return (
      <p className={styles.line}>
        {label}
        <RowLink resolved={resolved} context={context}>
          {words}
        </RowLink>
      </p>
    )
  return (
    <p className={styles.off}>
      {label}
      <span>{words}</span> <Due context={context} />
    </p>
  )
}
