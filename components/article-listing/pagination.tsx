import type { Pagination as Pages } from '#lib/links/pagination.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import styles from './pagination.module.css'

type Props = { pages: Pages; pathOf: (page: number) => string; context: PageContext }

/** The pages of a list. A list of one page has none. */
export function Pagination({ pages, pathOf, context }: Props) {
  const { list } = context.words
  if (pages.pages.length < 2) return null
  return (
    <nav aria-label={list.pagination}>
      <p className={styles.pages}>
        {pages.previous === null ? null : (
          <a href={pathOf(pages.previous)} rel="prev">
            {list.previous}
          </a>
        )}
        {pages.pages.map((page) =>
          page === pages.current ? (
            <span key={page} aria-current="page">
              {page}
            </span>
          ) : (
            <a key={page} href={pathOf(page)} aria-label={list.page(page)}>
              {page}
            </a>
          ),
        )}
        {pages.next === null ? null : (
          <a href={pathOf(pages.next)} rel="next">
            {list.next}
          </a>
        )}
      </p>
    </nav>
  )
}
