import { Children, Fragment, type ReactNode } from 'react'
import { editLinkOf, pieces, titleClauses } from '#lib/text/title-clauses.ts'

/** A title in its clauses: each moves to a new line whole, and in draft mode each leads to the title's field. */
export function Title({ text }: { text: string }) {
  const editLink = editLinkOf(text)
  return titleClauses(text).map((clause, index, { length }) => (
    <Fragment key={index}>
      <span className="ph">
        {clause.pieces.map(drawPiece)}
        {index < length - 1 ? editLink : null}
      </span>
      {clause.space ? ' ' : null}
    </Fragment>
  ))
}

/** A line of text in which GPT-4 and 17,500 USDT stay together. */
export function Words({ text }: { text: string }) {
  const parts = pieces(text)
  return parts.some((piece) => piece.nb) ? parts.map(drawPiece) : text
}

/** The same for the strings among a renderer's children; elements have seen to theirs. */
export function KeptTogether({ children }: { children: ReactNode }) {
  return Children.map(children, (child) => (typeof child === 'string' ? <Words text={child} /> : child))
}

const drawPiece = ({ text, nb }: { text: string; nb: boolean }, index: number) =>
  nb ? (
    <span key={index} className="nb">
      {text}
    </span>
  ) : (
    text
  )
