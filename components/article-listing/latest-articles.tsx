import { academyPath } from '#lib/links/paths.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Part } from '#components/part/part.tsx'
import type { ArticleItem } from './article-listing.groq.ts'
import { ArticleItems } from './article-items.tsx'

/** The newest articles on the front page. None: nothing. */
export function LatestArticles({ items, context }: { items: readonly ArticleItem[]; context: PageContext }) {
  const { list } = context.words
  if (items.length === 0) return null
  return (
    <Part id="latest" title={list.latest} note={<a href={academyPath(context.locale)}>{list.academyAll}</a>}>
      <ArticleItems items={items} beside="category" context={context} />
    </Part>
  )
}
