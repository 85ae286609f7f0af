import { publicationZone } from '#lib/settings/locales.ts'
import { yearIn } from '#lib/time/dates.ts'
import { academyPath, authorsPath, categoryPath, disclosurePath, frontPath } from '#lib/links/paths.ts'
import { wordsOf } from '#lib/text/words.ts'
import type { CategoryName } from '#components/category/category.groq.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import styles from './site-footer.module.css'

type Props = {
  siteTitle: string
  legal: string | null
  categories: readonly CategoryName[]
  hasAuthors: boolean
  context: PageContext
}

/** The name over the waterline, the pages that exist, the legal text. */
export function SiteFooter({ siteTitle, legal, categories, hasAuthors, context }: Props) {
  const { locale, words, now } = context
  return (
    <footer className={styles.foot}>
      <div className={styles.mirror} aria-hidden="true">
        {words.footer.mirror}
      </div>
      <nav aria-label={words.footer.navigation}>
        <Group
          title={words.footer.academy}
          links={[
            { href: academyPath(locale), text: words.allArticles },
            ...categories.map(({ slug, title }) => ({ href: categoryPath(locale, slug), text: title })),
          ]}
        />
        <Group
          title={words.footer.site}
          links={[
            { href: frontPath(locale), text: words.home },
            ...(hasAuthors ? [{ href: authorsPath(locale), text: words.authors }] : []),
          ]}
        />
        <Group title={words.footer.promotion} links={[{ href: disclosurePath(locale), text: words.disclosurePage }]} />
      </nav>
      <div className={styles.legal}>
        <p>{wordsOf(legal) ?? words.footer.legal}</p>
        <p>{words.footer.copyright(yearIn(now, publicationZone), siteTitle)}</p>
      </div>
    </footer>
  )
}

function Group({ title, links }: { title: string; links: readonly { href: string; text: string }[] }) {
  return (
    <div>
      <h2>{title}</h2>
      <ul role="list">
        {links.map(({ href, text }) => (
          <li key={href}>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
