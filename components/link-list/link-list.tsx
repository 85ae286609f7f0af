import { leads, linkWords, resolveDestination, type Resolved } from '#lib/links/destination.ts'
import { RowLink } from '#components/link/destination-link.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Part } from '#components/part/part.tsx'
import { Words } from '#components/title/title.tsx'
import type { LinkList as LinkListDocument } from './link-list.groq.ts'
import styles from './link-list.module.css'

type Props = { linkList: LinkListDocument; headingId: string; context: PageContext }

/** A heading and its links in order. Figures and count know only links that lead somewhere. A list without a link is not drawn. */
export function LinkList({ linkList, headingId, context }: Props) {
  const rows = linkList.links.map((link) => ({
    key: link._key,
    words: linkWords(link),
    resolved: resolveDestination(link.destination, context),
  }))
  if (rows.length === 0) return null
  const leading = rows.filter(({ resolved }) => leads(resolved)).length
  return (
    <Part id={headingId} title={linkList.title} note={leading > 0 ? context.words.list.count(leading) : null}>
      <ol className={styles.links} role="list">
        {rows.map(({ key, words, resolved }) => (
          <li key={key} className={leads(resolved) ? styles.on : undefined}>
            <RowLink resolved={resolved} context={context}>
              <Words text={words} />
            </RowLink>
            <Host resolved={resolved} />
          </li>
        ))}
      </ol>
    </Part>
  )
}

/** Where another's address leads, before the reader follows it. */
function Host({ resolved }: { resolved: Resolved }) {
  return resolved.kind === 'external' ? <small className={styles.host}>{resolved.host}</small> : null
}
