import type { ReactNode } from 'react'
import { Words } from '#components/title/title.tsx'
import styles from './page-head.module.css'
import { hasWords } from '#lib/text/words.ts'

/** The name of a page that is no article, and what stands below it. The skip link leads here. */
export function PageHead({
  title,
  summary,
  children,
}: {
  title: string
  summary?: string | null
  children?: ReactNode
}) {
  return (
    <header className={styles.head}>
      <h1 id="title" tabIndex={-1}>
        {title}
      </h1>
      {hasWords(summary) ? (
        <p className={styles.summary}>
          <Words text={summary} />
        </p>
      ) : null}
      {children}
    </header>
  )
}

/** The name of a page whose first thing says it already to the eye. */
export function HiddenHead({ title }: { title: string }) {
  return (
    <h1 className="vh" id="title" tabIndex={-1}>
      {title}
    </h1>
  )
}
