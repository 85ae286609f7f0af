import { z } from 'zod'
import { combineIntervals, type Interval } from '../promotion/choose-banner.ts'
import { scriptSafe } from '../text/script-safe.ts'

/** The id of the `<script type="application/json">` that holds the statement; the gateway takes the element out. */
export const STATEMENT_ID = 'lakeside-statement'

const boundary = z.iso.datetime().nullable()

const statementSchema = z.strictObject({ tags: z.array(z.string().min(1)), from: boundary, until: boundary })

/** What a page was made from, and when it is true: from <= now < until; null is open. */
export type Statement = z.infer<typeof statementSchema>

/**
 * The statement of a page asked at `now`. It starts at `now` at the earliest: placements that had ended by then were not in the answer,
 * so nothing is known of the time before.
 */
export function pageStatement(tags: readonly string[], choices: readonly Interval[], now: Date): Statement {
  const { from, until } = combineIntervals([...choices, { from: now.toISOString(), until: null }])
  return { tags: [...new Set(tags)].toSorted(), from, until }
}

/** Out: JSON that is safe as the text of a script element. */
export const serializeStatement = (statement: Statement): string => scriptSafe(statement)

/** In: the element's text. Out: the statement, or null when it is none: such a page is never kept. */
export function parseStatement(text: string): Statement | null {
  try {
    const parsed = statementSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
