import { academyPath, categoryPath, frontPath } from '#lib/links/paths.ts'
import type { CategoryName } from '#components/category/category.groq.ts'
import { leadsTo, RowLink } from '#components/link/destination-link.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { LakeDrawing } from './lake-drawing.tsx'
import styles from './lost.module.css'

type Props = {
  code: string
  title: string
  text: string
  ways: readonly { href: string; text: string }[]
  context: PageContext
}

function LostPage({ code, title, text, ways, context }: Props) {
  return (
    <>
      <LakeDrawing />
      <div className={styles.lost}>
        <p className={styles.code} aria-hidden="true">
          {code}
        </p>
        <div>
          <h1 id="title" tabIndex={-1}>
            {title}
          </h1>
          <p className={styles.summary}>{text}</p>
          <ul role="list">
            {ways.map((way) => (
              <li key={way.href}>
                <RowLink resolved={leadsTo(way.href)} context={context}>
                  {way.text}
                </RowLink>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </>
  )
}

/** There is no such page; the ways on from here. */
export function NotFound({ categories, context }: { categories: readonly CategoryName[]; context: PageContext }) {
  const {
    locale,
    words: { lost },
  } = context
  const ways = [
    { href: frontPath(locale), text: lost.goHome },
    ...categories.map(({ slug, title }) => ({ href: categoryPath(locale, slug), text: title })),
    { href: academyPath(locale), text: lost.goAcademy },
  ]
  return <LostPage {...lost} ways={ways} context={context} />
}

/** The page could not be made. It asks nothing, so that it stands when the lake does not. */
export function Failed({ context }: { context: PageContext }) {
  const {
    locale,
    words: { failed },
  } = context
  return <LostPage {...failed} ways={[{ href: frontPath(locale), text: failed.goHome }]} context={context} />
}
