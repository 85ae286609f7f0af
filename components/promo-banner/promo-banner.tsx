import type { ReactNode } from 'react'
import { bannerActions, bannerForm, copyVersion, type Action, type BannerForm } from '#lib/promotion/banner-view.ts'
import { shownInstant, shownLastDay } from '#lib/time/dates.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { hasWords, wordsOf } from '#lib/text/words.ts'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { Picture } from '#components/picture/picture.tsx'
import { Title, Words } from '#components/title/title.tsx'
import { choiceMarks, type ChoiceInBrowser } from './choice-marks.ts'
import type { Banner } from './promo-banner.groq.ts'
import styles from './promo-banner.module.css'

type Props = {
  banner: Banner
  /** The end of its placement, an ISO instant; null where nothing ends it. */
  endsAt: string | null
  /** The key of the slot that it stands in; it decides the form. */
  slotKey: string
  /** Which showing of this banner on the page it is. */
  nth: number
  /** By what the reader's browser chooses it among alternatives; null: every reader gets it. */
  choice: ChoiceInBrowser | null
  context: PageContext
}

/** One promotion. Its titles are no headings: a banner is never in the outline. Without a call to action that leads somewhere: nothing. */
export function PromoBanner({ banner, endsAt, slotKey, nth, choice, context }: Props) {
  const actions = bannerActions(banner, context, slotKey)
  if (actions.length === 0) return null
  const { disclosure, tag, image, points, dismissible } = banner
  const form = bannerForm(banner, slotKey)
  const { name, close, disclosure: kinds } = context.words.banner
  const end = offerEnd(banner.offerEndsAt, form, context)
  return (
    <aside
      className={styles.banner}
      aria-label={name(disclosure.kind, tag, nth)}
      data-until={endsAt ?? undefined}
      data-copy={dismissible ? `closed-${copyVersion(banner)}` : undefined}
      {...(choice && choiceMarks(choice))}
    >
      <div className={boxClass[form]}>
        <p className={styles.label}>
          <b>{kinds[disclosure.kind]}</b>
          {disclosure.sponsor}
          {end && form !== 'slim' ? <>　{end}</> : null}
        </p>
        {form === 'slim' ? (
          <p className={styles.brief}>
            <Words text={wordsOf(banner.brief) ?? tag} />
          </p>
        ) : null}
        {form === 'pic' && image ? (
          <Picture picture={image} widest={640} sizes="(min-width: 38rem) 21rem, 5.5rem" />
        ) : null}
        {form === 'wide' ? null : <Copy tag={tag} copy={banner.copy} />}
        {form !== 'slim' && points.length > 0 ? (
          <ul className={styles.points} role="list">
            {points.map((point, index) => (
              <li key={index}>
                <Words text={point} />
              </li>
            ))}
          </ul>
        ) : null}
        {form === 'slim' ? <Risk text={wordsOf(banner.riskBrief) ?? banner.risk}>{end}</Risk> : null}
        <div className={styles.acts}>{actions.map(drawAction)}</div>
        {form === 'slim' ? null : <Risk text={banner.risk} />}
      </div>
      {dismissible ? <button className={styles.close} type="button" aria-label={close(disclosure.kind, tag)} /> : null}
    </aside>
  )
}

const boxClass: Record<BannerForm, string> = {
  slim: `${styles.box} ${styles.slim}`,
  wide: `${styles.box} ${styles.wide}`,
  pic: `${styles.box} ${styles.pic}`,
  plain: `${styles.box}`,
}

function Copy({ tag, copy }: { tag: string; copy: string | null }) {
  return (
    <div className={styles.copy}>
      <strong>
        <Title text={tag} />
      </strong>
      {hasWords(copy) ? (
        <p>
          <Words text={copy.trim()} />
        </p>
      ) : null}
    </div>
  )
}

/** Never folded away. In the slim form the end of the offer stands below it: its first line is full. */
function Risk({ text, children }: { text: string | null; children?: ReactNode }) {
  return hasWords(text) || children ? (
    <p className={styles.risk}>
      {wordsOf(text)}
      {children}
    </p>
  ) : null
}

/** Until when the offer itself holds; the banner may leave its slot sooner or later. The slim form has room for the day alone. */
function offerEnd(at: string | null, form: BannerForm, { locale, words }: PageContext): ReactNode {
  const end = (form === 'slim' ? shownLastDay : shownInstant)(at, { locale, timeZone: publicationZone })
  return (
    end && (
      <span className={styles.end}>
        {words.banner.offerEnds} <time dateTime={end.datetime}>{end.text}</time>
      </span>
    )
  )
}

const drawAction = ({ key, text, href, rel, style, platform }: Action) => (
  <a
    key={key}
    className={style === 'outlined' ? undefined : styles[style]}
    href={href}
    rel={rel}
    data-for={platform ?? undefined}
  >
    {style === 'text' ? <Words text={text} /> : <Title text={text} />}
  </a>
)
