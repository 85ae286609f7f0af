import type { Pagination as Pages } from '#lib/links/pagination.ts'
import { EmptyNotice } from '#components/empty-notice/empty-notice.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Part } from '#components/part/part.tsx'
import type { ArticleItem } from './article-listing.groq.ts'
import { ArticleItems } from './article-items.tsx'
import { Pagination } from './pagination.tsx'

type Props = {
  /** The list's name where it says more than 文章. */
  title?: string
  items: readonly ArticleItem[]
  beside: 'category' | 'authors'
  /** What an empty list says. */
  empty: { title: string; text: string }
  pages: Pages
  /** The path of a page of this list. */
  pathOf: (page: number) => string
  context: PageContext
}

/** One page of a list of articles, with what it is of how many. */
export function ArticleListing({ title, items, beside, empty, pages, pathOf, context }: Props) {
  const { list, empty: notices } = context.words
  return (
    <Part
      id="list"
      title={title ?? list.articles}
      note={pages.total > 0 ? list.range(pages.total, pages.first, pages.last) : null}
    >
      {items.length > 0 ? (
        <ArticleItems items={items} beside={beside} context={context} />
      ) : (
        <EmptyNotice notice={empty} studio={notices.openStudio} />
      )}
      <Pagination pages={pages} pathOf={pathOf} context={context} />
    </Part>
  )
}
