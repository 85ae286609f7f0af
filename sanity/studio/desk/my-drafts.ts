import { z } from 'zod'
import { publishedIdOf } from './ids.ts'

/** One line of the lake's log of transactions. */
const logLine = z.object({ author: z.string(), documentIDs: z.array(z.string()) })
export type LogLine = z.infer<typeof logLine>

/**
 * @param text the log as the lake sends it, a JSON object a line, oldest first.
 * @throws on a line that is none.
 */
export const readLog = (text: string): LogLine[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => logLine.parse(JSON.parse(line)))

/**
 * Of these drafts, those that this person has edited since the document was last published. A transaction that touches draft and published
 * document together is a publish (or takes one back); one that touches the draft alone is an edit. Documents name no editor, so the log decides.
 */
export function draftsEditedBy(person: string, drafts: readonly string[], log: readonly LogLine[]): string[] {
  const editors = new Map<string, Set<string>>(drafts.map((draft) => [draft, new Set()]))
  for (const { author, documentIDs } of log) {
    for (const id of documentIDs) {
      if (documentIDs.includes(publishedIdOf(id)) && id !== publishedIdOf(id)) editors.get(id)?.clear()
      else editors.get(id)?.add(author)
    }
  }
  return drafts.filter((draft) => editors.get(draft)?.has(person))
}
