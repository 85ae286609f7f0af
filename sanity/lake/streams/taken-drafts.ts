import type { Commit } from '../engine/types.ts'
import type { Match } from './mutation-events.ts'

/** How long after its last edit, in milliseconds, a form may still have one under way. The Studio saves once a second while somebody types. */
const stillTyping = 10_000

/**
 * For the form of one person (`identity`): tells of each commit, in their order, whether it takes away a draft that the person is typing in.
 * The Studio lays what it has sent and not heard of yet upon what is left. Where that is nothing it crashes (sanity-io/sanity#7260), no matter who published,
 * a colleague or the clock. What the person's own form takes away it waits for, and the form needs its events for the history.
 */
export function watchTakenDrafts(identity: string): (commit: Commit, matches: readonly Match[]) => boolean {
  const editedAt = new Map<string, number>()
  return ({ identity: author, timestamp, changes }, matches) => {
    const at = Date.parse(timestamp)
    const heard = changes.filter((_, index) => matches[index]?.before || matches[index]?.after)
    const taken = heard.filter(({ before, after }) => before && !after).map(({ documentId }) => documentId)
    const isFromUnderHands =
      author !== identity && taken.some((id) => at - (editedAt.get(id) ?? -Infinity) <= stillTyping)
    for (const { documentId } of heard) if (author === identity) editedAt.set(documentId, at)
    for (const id of taken) editedAt.delete(id)
    return isFromUnderHands
  }
}
