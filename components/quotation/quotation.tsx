import { hasWords } from '#lib/text/words.ts'
import { Title, Words } from '#components/title/title.tsx'
import type { Quotation as QuotationPart } from './quotation.groq.ts'
import styles from './quotation.module.css'

/** Somebody's words, a paragraph a line, and who said them. */
export function Quotation({ quotation }: { quotation: QuotationPart }) {
  const { text, attribution, role, large } = quotation
  // The Studio tells editors to leave the marks out; who types them all the same gets them once.
  const lines = text
    .split('\n')
    .filter(hasWords)
    .map((line) => line.trim())
    .map((line) => (line.startsWith('「') ? line : `「${line}」`))
  return (
    <figure className={large ? `${styles.quote} ${styles.large}` : styles.quote}>
      <blockquote>
        {lines.map((line, index) => (
          <p key={index}>{large ? <Title text={line} /> : <Words text={line} />}</p>
        ))}
      </blockquote>
      {attribution || role ? (
        <figcaption>
          {attribution ? <cite>{attribution}</cite> : null}
          {attribution && role ? '　' : null}
          {role}
        </figcaption>
      ) : null}
    </figure>
  )
}
