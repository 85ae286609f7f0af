import { opaqueTag } from '../engine/opaque-tags.ts'
import { tagsOfCommit } from '../engine/tags.ts'
import type { Commit, Engine } from '../engine/types.ts'
import type { Position } from './position.ts'

/** What a live stream needs of a commit. */
export type TaggedCommit = {
  seq: number
  transactionId: string
  /** The opaque tags of what readers see, and with drafts of what editors see. None when there is nothing to tell. */
  tags: { published: readonly string[]; drafts: readonly string[] }
}

export type RecentTags = {
  /** The commits after a position, oldest first; `null` when that is no place of this history, or one that is no longer remembered. */
  since(position: Pick<Position, 'seq' | 'transactionId'>): readonly TaggedCommit[] | null
  /** Called for each commit from now on. Answers the way to stop. */
  follow(hook: (commit: TaggedCommit) => void): () => void
}

/** Commits that are remembered, and tags in all of them: a commit of a thousand documents has thousands. */
const mostCommits = 1000
const mostTags = 50_000

/**
 * The tags of the last commits, kept as they come: anyone who comes back to a live stream is told from memory, and no document is read for it.
 * A process that has just started remembers nothing; streams then say `restart`.
 */
export function createRecentTags(engine: Pick<Engine, 'onCommit' | 'place'>, tagKey: string): RecentTags {
  /** The first one is the place before the oldest commit that is remembered. */
  const recent: TaggedCommit[] = [{ ...engine.place, tags: { published: [], drafts: [] } }]
  const weight = ({ tags }: TaggedCommit) => tags.published.length + tags.drafts.length
  let weightOfAll = 0
  const hooks = new Set<(commit: TaggedCommit) => void>()

  engine.onCommit((commit: Commit) => {
    const { seq, transactionId } = commit
    // Hashed once: what readers see is among what editors see.
    const opaque = new Map(tagsOfCommit(commit, { drafts: true }).map((tag) => [tag, opaqueTag(tag, tagKey)]))
    const published = tagsOfCommit(commit).map((tag) => opaque.get(tag) ?? opaqueTag(tag, tagKey))
    const tagged = {
      seq,
      transactionId,
      tags: { published: published.toSorted(), drafts: [...opaque.values()].toSorted() },
    }
    recent.push(tagged)
    weightOfAll += weight(tagged)
    while (recent.length > 1 && (recent.length > mostCommits || weightOfAll > mostTags)) {
      recent.shift()
      const [before] = recent
      if (before) weightOfAll -= weight(before)
    }
    for (const hook of hooks) hook(tagged)
  })

  return {
    since({ seq, transactionId }) {
      const [oldest] = recent
      const index = oldest ? seq - oldest.seq : -1
      return recent[index]?.transactionId === transactionId ? recent.slice(index + 1) : null
    },
    follow(hook) {
      hooks.add(hook)
      return () => void hooks.delete(hook)
    },
  }
}
