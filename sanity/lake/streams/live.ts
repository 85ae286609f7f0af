import { formatPosition, parsePosition } from './position.ts'
import type { RecentTags, TaggedCommit } from './recent-tags.ts'
import { eventText, type Sink, type StreamEvent } from './sink.ts'

export type LiveRequest = {
  lastEventId?: string
  /** Whether changes of drafts are told too. */
  includeDrafts: boolean
  /** A stranger is told that something changed, never what: tags are made of ids and slugs. */
  isStranger: boolean
}

const restart: StreamEvent = { event: 'restart', data: {} }

/** What is told of tags. */
function toldOf(tags: readonly string[], isStranger: boolean): StreamEvent {
  return isStranger ? restart : { event: 'message', data: { tags } }
}

/**
 * Tells of every commit, by its tags, until the sink is over. What can't be told is `restart`, which means: ask everything anew.
 * Nothing is read from the lake for it: anybody may open such a stream, as often as they like.
 */
export async function live(recent: RecentTags, place: { seq: number; transactionId: string }, request: LiveRequest, sink: Sink): Promise<void> {
  const { lastEventId, includeDrafts, isStranger } = request
  const idOf = ({ seq, transactionId }: Pick<TaggedCommit, 'seq' | 'transactionId'>) => formatPosition({ seq, sent: 'all', transactionId })
  const tell = (commit: TaggedCommit) => {
    const tags = includeDrafts ? commit.tags.drafts : commit.tags.published
    if (tags.length > 0) sink.write(eventText({ id: idOf(commit), ...toldOf(tags, isStranger) }))
  }
  const from = parsePosition(lastEventId)
  const missed = from && recent.since(from)
  sink.write(eventText({ id: from && missed ? formatPosition(from) : idOf(place), event: 'welcome', data: {} }))
  if (lastEventId !== undefined && !missed) sink.write(eventText({ id: idOf(place), ...restart }))
  // A stranger who missed several commits is told once.
  const untold = missed?.filter(({ tags }) => tags.published.length > 0 || includeDrafts) ?? []
  for (const commit of isStranger ? untold.slice(-1) : untold) tell(commit)

  const { promise: over, resolve } = Promise.withResolvers<void>()
  sink.over.addEventListener('abort', () => resolve())
  const stop = recent.follow(tell)
  if (!sink.over.aborted) await over
  stop()
}
