import type { Change, Commit } from '../engine/types.ts'
import { formatPosition } from './position.ts'
import type { StreamEvent } from './sink.ts'

/** Whether the listener's query took the document before and after a change. */
export type Match = { before: boolean; after: boolean }

export type MutationOptions = {
  includeResult: boolean
  includePreviousRevision: boolean
  includeMutations: boolean
  effects: boolean
}

/**
 * The events of one commit for one listener. Only documents that its query takes before or after count, also in
 * `transactionTotalEvents`: the Studio waits for that many events and takes a missing one for a lost connection.
 */
export function mutationEvents(commit: Commit, matches: readonly Match[], options: MutationOptions): StreamEvent[] {
  const taken = commit.changes
    .map((change, index) => ({ change, match: matches[index] ?? { before: false, after: false } }))
    .filter(({ match }) => match.before || match.after)
  return taken.map(({ change, match }, index) => ({
    id: formatPosition({
      seq: commit.seq,
      sent: index + 1 === taken.length ? 'all' : index + 1,
      transactionId: commit.transactionId,
    }),
    event: 'mutation',
    data: {
      eventId: `${commit.transactionId}#${change.documentId}`,
      documentId: change.documentId,
      transactionId: commit.transactionId,
      transition: transitionOf(match),
      identity: commit.identity,
      ...(options.includeMutations ? { mutations: change.mutations } : {}),
      ...revisions(change, commit.transactionId),
      ...(options.includePreviousRevision && change.before ? { previous: change.before } : {}),
      ...(options.includeResult && change.after ? { result: change.after } : {}),
      ...(options.effects ? { effects: change.effects } : {}),
      timestamp: commit.timestamp,
      visibility: 'query',
      transactionTotalEvents: taken.length,
      transactionCurrentEvent: index + 1,
    },
  }))
}

function transitionOf(match: Match): 'update' | 'appear' | 'disappear' {
  if (!match.before) return 'appear'
  return match.after ? 'update' : 'disappear'
}

/** A deleted document has no revision of its own: without the transaction in its place the Studio never hears of the deletion. */
function revisions(change: Change, transactionId: string): { previousRev?: string; resultRev: string } {
  return {
    ...(change.before ? { previousRev: change.before._rev } : {}),
    resultRev: change.after?._rev ?? transactionId,
  }
}
