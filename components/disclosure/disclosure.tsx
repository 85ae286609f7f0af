import type { DisclosureKind } from '#lib/promotion/banner-view.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Part } from '#components/part/part.tsx'
import styles from './disclosure.module.css'

const kinds: readonly DisclosureKind[] = ['advertisement', 'sponsored', 'own']

/** What the three marks mean, and what else holds for promotions here. */
export function Disclosure({ context }: { context: PageContext }) {
  const { banner, disclosure } = context.words
  return (
    <div className={styles.parts}>
      <Part id="kinds" title={disclosure.kindsTitle}>
        <dl className={styles.kinds}>
          {kinds.map((kind) => (
            <div key={kind}>
              <dt className={styles.mark}>
                <b>{banner.disclosure[kind]}</b>
              </dt>
              <dd className={styles.text}>{disclosure.kinds[kind]}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Rule id="risk" rule={disclosure.risk} />
      <Rule id="links" rule={disclosure.links} />
      <Rule id="separate" rule={disclosure.separate} />
    </div>
  )
}

function Rule({ id, rule }: { id: string; rule: { title: string; text: string } }) {
  return (
    <Part id={id} title={rule.title}>
      <p className={styles.text}>{rule.text}</p>
    </Part>
  )
}
