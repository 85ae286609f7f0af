import type { Crumb } from '#lib/page/json-ld.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import styles from './breadcrumb.module.css'

/** The way from the front page to the list that this page stands in. */
export function Breadcrumb({ crumbs, context }: { crumbs: readonly Crumb[]; context: PageContext }) {
  return (
    <nav className={styles.crumbs} aria-label={context.words.breadcrumb}>
      <ol>
        {crumbs.map(({ name, path }) => (
          <li key={path}>
            <a href={path}>{name}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
