import { categoryPath } from '#lib/links/paths.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Part } from '#components/part/part.tsx'
import type { Category } from './category.groq.ts'
import styles from './category-list.module.css'

/** Every category with what it is about and how many articles it has. None: nothing. */
export function CategoryList({ categories, context }: { categories: readonly Category[]; context: PageContext }) {
  const { list } = context.words
  if (categories.length === 0) return null
  return (
    <Part id="categories" title={list.categories}>
      <ul className={styles.list} role="list">
        {categories.map(({ slug, title, description, articles }) => (
          <li key={slug}>
            <h3>
              <a href={categoryPath(context.locale, slug)}>{title}</a>
            </h3>
            <p className={styles.about}>{description}</p>
            <p className={styles.count}>{list.count(articles)}</p>
          </li>
        ))}
      </ul>
    </Part>
  )
}
