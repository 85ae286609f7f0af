import type { ReactNode } from 'react'
import { leads, relOf, resolveDestination, type Resolved } from '#lib/links/destination.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import type { Destination } from './link.groq.ts'
import styles from './link.module.css'

/** A link inside a sentence. One that leads nowhere is just its words. */
export function InlineLink({
  destination,
  context,
  children,
}: {
  destination: Destination | null
  context: PageContext
  children: ReactNode
}) {
  const resolved = resolveDestination(destination, context)
  if (!leads(resolved)) return children
  return (
    <a className={resolved.kind === 'external' ? styles.away : undefined} href={resolved.href} rel={relOf(resolved)}>
      {children}
    </a>
  )
}

/** A link that is a whole row. One that leads nowhere is quiet text with the mark 連結待補. */
export function RowLink({
  resolved,
  context,
  children,
}: {
  resolved: Resolved
  context: PageContext
  children: ReactNode
}) {
  if (!leads(resolved))
    return (
      <span className={styles.off}>
        {children} <Due context={context} />
      </span>
    )
  const away = resolved.kind === 'external' ? ` ${styles.away}` : ''
  return (
    <a className={`${styles.row}${away}`} href={resolved.href} rel={relOf(resolved)}>
      {children}
    </a>
  )
}

/** The mark of a link whose destination is still to come; read aloud like any text. */
export function Due({ context }: { context: PageContext }) {
  return <span className={styles.due}>{context.words.article.unresolved}</span>
}

/**
 * @param href a path of this site, built by lib/paths.
 * @returns the destination as a row wants it.
 */
export const leadsTo = (href: string): Resolved => ({ kind: 'internal', href })
