import { shownDate } from '#lib/time/dates.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { articlePath } from '#lib/links/paths.ts'
import { hasWords } from '#lib/text/words.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Picture } from '#components/picture/picture.tsx'
import { Title, Words } from '#components/title/title.tsx'
import type { ArticleItem } from './article-listing.groq.ts'
import styles from './article-listing.module.css'

type Beside = 'category' | 'authors'

/** Articles in a list. `beside` is what stands after the date: what the list itself does not say. */
export function ArticleItems({
  items,
  beside,
  context,
}: {
  items: readonly ArticleItem[]
  beside: Beside
  context: PageContext
}) {
  return (
    <ol role="list">
      {items.map((item) => (
        <Item key={item._id} item={item} beside={beside} context={context} />
      ))}
    </ol>
  )
}

function Item({ item, beside, context }: { item: ArticleItem; beside: Beside; context: PageContext }) {
  const names = beside === 'category' ? item.category.title : item.authors.map(({ name }) => name).join('、')
  return (
    <li className={styles.item}>
      <p className={styles.meta}>
        <PublishedDay at={item.publishedAt} context={context} />
        {names ? `　${names}` : null}
      </p>
      <h3>
        <a href={articlePath(context.locale, item.category.slug, item.slug)}>
          <Title text={item.title} />
        </a>
      </h3>
      {item.cover ? (
        <Picture picture={item.cover} widest={480} ratio={3 / 2} sizes="(min-width: 40rem) 12rem, 5.5rem" besideTitle />
      ) : null}
      {hasWords(item.summary) ? (
        <p className={styles.summary}>
          <Words text={item.summary} />
        </p>
      ) : null}
    </li>
  )
}

/** The day of publishing in the publication's zone; nothing when it is not known. */
export function PublishedDay({ at, context }: { at: string | null; context: PageContext }) {
  const day = shownDate(at, { locale: context.locale, timeZone: publicationZone })
  return day ? <time dateTime={day.datetime}>{day.text}</time> : null
}
