import { Fragment } from 'react'
import type { BodySection } from '#lib/text/sections.ts'
import { EmptyNotice } from '#components/empty-notice/empty-notice.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Figure } from '#components/picture/picture.tsx'
import { Quotation } from '#components/quotation/quotation.tsx'
import { ReadMore } from '#components/read-more/read-more.tsx'
import { bodySpot, type PlacedBanners } from '#components/slot/place-banners.ts'
import { Slot } from '#components/slot/slot.tsx'
import { Title } from '#components/title/title.tsx'
import type { Block, BodyPart } from './article-body.groq.ts'
import { RichText } from './rich-text.tsx'
import styles from './article-body.module.css'

type Props = {
  sections: readonly BodySection<BodyPart>[]
  /** The anchor of each heading by its block's key. */
  ids: ReadonlyMap<string, string>
  banners: PlacedBanners
  /** Whether there are contents to go back to. */
  hasContents: boolean
  context: PageContext
}

/** The body in its sections. Below the side margin's width each section ends with the way back, ahead of a closing banner. */
export function ArticleBody({ sections, ids, banners, hasContents, context }: Props) {
  const { words } = context
  if (sections.length === 0) return <EmptyNotice notice={words.empty.body} studio={words.empty.openStudio} />
  return (
    <div className={styles.body}>
      {sections.map(({ heading, blocks, closing }, index) => (
        <Fragment key={heading?.key ?? index}>
          {heading ? (
            <h2 id={heading.id}>
              <Title text={heading.text} />
            </h2>
          ) : null}
          <BodyParts parts={blocks} ids={ids} banners={banners} context={context} />
          {heading && hasContents ? (
            <p className={styles.back}>
              <a href="#toc">{words.article.backToContents}</a>
            </p>
          ) : null}
          <BodyParts parts={closing} ids={ids} banners={banners} context={context} />
        </Fragment>
      ))}
    </div>
  )
}

function BodyParts({
  parts,
  ids,
  banners,
  context,
}: Omit<Props, 'sections' | 'hasContents'> & { parts: readonly BodyPart[] }) {
  return runs(parts).map((run) => {
    if (Array.isArray(run)) return <RichText key={run[0]?._key} blocks={run} ids={ids} context={context} />
    switch (run._type) {
      case 'quotation':
        return <Quotation key={run._key} quotation={run} />
      case 'readMore':
        return <ReadMore key={run._key} readMore={run} context={context} />
      case 'bodySlot':
        return <Slot key={run._key} placed={banners.at(bodySpot(run._key))} context={context} />
      case 'picture':
        return <Figure key={run._key} picture={run} context={context} />
      default:
        return null
    }
  })
}

/** Blocks that follow each other go together: list items make one list. */
function runs(parts: readonly BodyPart[]): (Block[] | Exclude<BodyPart, Block>)[] {
  const out: (Block[] | Exclude<BodyPart, Block>)[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (part._type !== 'block') out.push(part)
    else if (Array.isArray(last)) last.push(part)
    else out.push([part])
  }
  return out
}
