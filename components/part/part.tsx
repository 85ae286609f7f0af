import type { ReactNode } from 'react'
import { Title } from '#components/title/title.tsx'
import styles from './part.module.css'

/** A group on a page: its name and a note in the margin, its things beside them. `id` is the heading's, unique in the page. */
export function Part({
  id,
  title,
  note,
  children,
}: {
  id: string
  title: string
  note?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={styles.part} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id}>
          <Title text={title} />
        </h2>
        {note ? <p className={styles.note}>{note}</p> : null}
      </header>
      <div>{children}</div>
    </section>
  )
}

/** The groups of a page, one under another. A banner among them stands in line with their things. */
export function Parts({ children }: { children: ReactNode }) {
  return <div className={styles.parts}>{children}</div>
}

/** What stands among groups without being one, in line with their things. */
export function Inset({ children }: { children: ReactNode }) {
  return <div className={styles.inset}>{children}</div>
}
