import { Parser } from 'htmlparser2'
import type { MadePage } from './finished-page.ts'

/** The attribute of an element that ends: an ISO instant in UTC. Banners carry it. */
const mark = 'data-until'

/**
 * A page past its time without the elements that have ended at `now` (epoch milliseconds): no new banner, and none that is over.
 * It is true until the next of its elements ends.
 */
export function withoutEnded(page: MadePage, now: number): MadePage {
  const html = page.body.toString('utf8')
  const out: string[] = []
  let from = 0
  let until = Infinity
  let depth = 0
  let ended: { start: number; depth: number } | undefined
  const parser = new Parser(
    {
      onopentag(_name, attributes) {
        depth += 1
        const end = attributes[mark] === undefined ? Infinity : Date.parse(attributes[mark])
        if (ended) return
        if (end <= now) ended = { start: parser.startIndex, depth }
        else if (end < until) until = end
      },
      onclosetag() {
        if (ended?.depth === depth) {
          out.push(html.slice(from, ended.start))
          from = parser.endIndex + 1
          ended = undefined
        }
        depth -= 1
      },
    },
    { decodeEntities: false },
  )
  parser.end(html)
  out.push(html.slice(from))
  return { ...page, body: Buffer.from(out.join('')), from: now, until }
}
