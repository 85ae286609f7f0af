import { formatPosition, parsePosition } from './position.ts'
import type { RecentTags, TaggedCommit } from './recent-tags.ts'
import { eventText, type Sink } from './sink.ts'

export type LiveRequest = {
  lastEventId?: string
  /** Whether changes of drafts are told too. */
  includeDrafts: boolean
}

/**
 * Tells of every commit, by its opaque tags, until the sink is over. What was missed is told at once, and `restart` when it is not remembered:
 * that means, ask for everything again. Nothing is read from the lake for it: anybody may open such a stream, as often as they like.
 */
export async function live(
  recent: RecentTags,
  place: { seq: number; transactionId: string },
  request: LiveRequest,
  sink: Sink,
): Promise<void> {
  const { lastEventId, includeDrafts } = request
  const idOf = ({ seq, transactionId }: Pick<TaggedCommit, 'seq' | 'transactionId'>) =>
    formatPosition({ seq, sent: 'all', transactionId })
  const tagsOf = ({ tags }: TaggedCommit) => (includeDrafts ? tags.drafts : tags.published)
  const tell = (...commits: readonly TaggedCommit[]) => {
    const last = commits.findLast((commit) => tagsOf(commit).length > 0)
    if (last)
      sink.write(eventText({ id: idOf(last), event: 'message', data: { tags: [...new Set(commits.flatMap(tagsOf))] } }))
  }
  const from = parsePosition(lastEventId)
  const missed = from && recent.since(from)
  sink.write(eventText({ id: from && missed ? formatPosition(from) : idOf(place), event: 'welcome', data: {} }))
  if (lastEventId !== undefined && !missed) sink.write(eventText({ id: idOf(place), event: 'restart', data: {} }))
  tell(...(missed ?? []))

  const { promise: over, resolve } = Promise.withResolvers<void>()
  sink.over.addEventListener('abort', () => resolve())
  const stop = recent.follow((commit) => tell(commit))
  if (!sink.over.aborted) await over
  stop()
}
