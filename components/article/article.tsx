import { contentsOf, reservedIds } from '#lib/text/headings.ts'
import { plainText } from '#lib/text/plain-text.ts'
import { readingMinutes } from '#lib/text/reading-time.ts'
import { bodySections } from '#lib/text/sections.ts'
import { ArticleBody } from '#components/article-body/article-body.tsx'
import { RichText } from '#components/article-body/rich-text.tsx'
import { ArticleOpener } from '#components/article-opener/article-opener.tsx'
import { ClosingColophon, Colophon } from '#components/article-opener/colophon.tsx'
import { LinkList } from '#components/link-list/link-list.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Inset, Parts } from '#components/part/part.tsx'
import type { PlacedBanners } from '#components/slot/place-banners.ts'
import { Slot } from '#components/slot/slot.tsx'
import { TableOfContents } from '#components/table-of-contents/table-of-contents.tsx'
import type { Article as ArticleDocument } from './article.groq.ts'
import styles from './article.module.css'

/** The article, its link lists, and what closes them. */
export function Article({
  article,
  banners,
  context,
}: {
  article: ArticleDocument
  banners: PlacedBanners
  context: PageContext
}) {
  const lists = article.linkLists.map((linkList, index) => ({ linkList, headingId: `list-${index + 1}` }))
  const { sections, headings, ids } = bodySections(article.body, [
    ...reservedIds,
    ...lists.map(({ headingId }) => headingId),
  ])
  const contents = contentsOf(headings)
  const hasContents = contents.length > 1 // one section needs no contents, and no way back to them
  const closing = ['article-closing', 'article-about'].filter((spot) => banners.at(spot).length > 0)
  return (
    <article>
      <ArticleOpener article={article} context={context} />
      <Colophon article={article} minutes={readingMinutes(plainText(article.body))} context={context} />
      <div className={styles.reading}>
        {hasContents ? <TableOfContents headings={contents} context={context} /> : null}
        <div className={styles.words}>
          <ArticleBody sections={sections} ids={ids} banners={banners} hasContents={hasContents} context={context} />
        </div>
      </div>
      <ClosingColophon article={article} context={context} />
      <Parts>
        {lists.map(({ linkList, headingId }) => (
          <LinkList key={headingId} linkList={linkList} headingId={headingId} context={context} />
        ))}
        <Slot placed={banners.at('article-lists-end')} context={context} />
        {article.closing.length > 0 ? (
          <Inset>
            <RichText blocks={article.closing} context={context} />
          </Inset>
        ) : null}
        {closing.length > 0 ? (
          <div className={styles.closing}>
            {closing.map((spot) => (
              <Slot key={spot} placed={banners.at(spot)} context={context} />
            ))}
          </div>
        ) : null}
      </Parts>
    </article>
  )
}
