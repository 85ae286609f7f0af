import type { Commit, Engine } from '../engine/types.ts'
import { followCommits } from './follow.ts'
import { formatPosition } from './position.ts'
import { eventText, type Sink } from './sink.ts'

export type LiveRequest = {
  lastEventId?: string
  /** The tags of what a commit changed; none when this stream need not hear of it. */
  tagsOf: (commit: Commit) => readonly string[]
  /** A stranger is told that something changed, never what: tags are made of ids and slugs. */
  isStranger: boolean
}

/** Tells of every commit, by its tags, until the sink is over. What can't be told is `restart`, which means: ask everything anew. */
export async function live(engine: Engine, request: LiveRequest, sink: Sink): Promise<void> {
  for await (const step of followCommits(engine, request.lastEventId, sink.over)) {
    if (step.kind === 'start') {
      sink.write(eventText({ id: step.id, event: 'welcome', data: {} }))
      if (step.how === 'reset') sink.write(eventText({ id: step.id, event: 'restart', data: {} }))
      continue
    }
    const tags = request.tagsOf(step.commit)
    const { seq, transactionId } = step.commit
    if (tags.length > 0) {
      const told = request.isStranger ? { event: 'restart', data: {} } : { event: 'message', data: { tags } }
      sink.write(eventText({ id: formatPosition({ seq, sent: 'all', transactionId }), ...told }))
    }
  }
  sink.end()
}
