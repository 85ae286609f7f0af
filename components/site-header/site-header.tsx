import { categoryPath, frontPath } from '#lib/links/paths.ts'
import type { CategoryName } from '#components/category/category.groq.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import styles from './site-header.module.css'

type Props = { siteTitle: string; categories: readonly CategoryName[]; context: PageContext; current: CurrentPlace }

/** Where in the site this page stands: the front page, a category by its slug, or elsewhere. */
export type CurrentPlace = { front?: boolean; category?: string }

/** The wordmark and the categories. */
export function SiteHeader({ siteTitle, categories, context, current }: Props) {
  const { locale, words } = context
  const { latin, han } = splitName(siteTitle)
  return (
    <header className={styles.bar}>
      <a
        className={styles.wordmark}
        href={frontPath(locale)}
        aria-label={words.homeOf(siteTitle)}
        aria-current={current.front ? 'page' : undefined}
      >
        {latin}
        {han ? <span>{han}</span> : null}
      </a>
      {categories.length > 0 ? (
        <nav aria-label={words.mainNavigation}>
          <ul className={styles.list} role="list">
            {categories.map(({ slug, title }) => (
              <li key={slug}>
                <a href={categoryPath(locale, slug)} aria-current={current.category === slug ? 'page' : undefined}>
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
    </header>
  )
}

/** `Lakeside 湖畔` is drawn as a Latin word with a short Han one upright beside it; any other name is drawn as it is. */
function splitName(name: string): { latin: string; han: string | null } {
  const match = /^(.*\S)\s+(\p{Script=Han}{1,3})$/u.exec(name.trim())
  return match?.[1] && match[2] ? { latin: match[1], han: match[2] } : { latin: name, han: null }
}
