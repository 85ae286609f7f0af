import { ArticleItems } from '#components/article-listing/article-items.tsx'
import type { ArticleItem } from '#components/article-listing/article-listing.groq.ts'
import { EmptyNotice } from '#components/empty-notice/empty-notice.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Part } from '#components/part/part.tsx'

type Props = { items: readonly ArticleItem[]; total: number; name: string; context: PageContext }

/** What an author wrote, newest first. `total` counts also what is too old to be shown here. */
export function AuthorArticles({ items, total, name, context }: Props) {
  const { list, empty } = context.words
  return (
    <Part id="list" title={list.articlesBy(name)} note={total > 0 ? list.count(total) : null}>
      {items.length > 0
        ? <ArticleItems items={items} beside="category" context={context} />
        : <EmptyNotice notice={empty.author} studio={empty.openStudio} />}
    </Part>
  )
}
