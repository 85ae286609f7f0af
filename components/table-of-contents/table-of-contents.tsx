import type { Heading } from '#lib/text/headings.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Words } from '#components/title/title.tsx'
import styles from './table-of-contents.module.css'

/** The sections of the body: closed on phones, open beside the text where there is a margin. */
export function TableOfContents({ headings, context }: { headings: readonly Heading[]; context: PageContext }) {
  return (
    <nav className={styles.toc} id="toc" aria-label={context.words.article.contents}>
      <details>
        <summary>{context.words.article.contents}</summary>
        <ol role="list">
          {headings.map(({ id, text }) => (
            <li key={id}>
              <a href={`#${id}`}>
                <Words text={text} />
              </a>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  )
}
