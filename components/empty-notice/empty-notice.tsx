import styles from './empty-notice.module.css'

/** What is missing and what to create, in the place where it would stand. */
export function EmptyNotice({ notice, studio }: { notice: { title: string; text: string }; studio: string }) {
  return (
    <div className={styles.notice}>
      <p>
        <strong>{notice.title}</strong>
      </p>
      <p>{notice.text}</p>
      <p>
        <a href="/studio">{studio}</a>
      </p>
    </div>
  )
}
