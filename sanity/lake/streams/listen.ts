import { layerOf } from '../engine/ids.ts'
import { type Change, type Commit, type Engine, LakeError } from '../engine/types.ts'
import { followCommits } from './follow.ts'
import { type Match, type MutationOptions, mutationEvents } from './mutation-events.ts'
import { eventText, type Sink } from './sink.ts'
import { watchTakenDrafts } from './taken-drafts.ts'

export type ListenRequest = {
  query: string
  params: Readonly<Record<string, unknown>>
  options: MutationOptions
  /** Whether drafts and versions of releases count, beside what is published. */
  includeAllVersions: boolean
  enableResume: boolean
  lastEventId?: string
  listenerName: string
  /** Under whose share the query is evaluated. */
  owner: string
  /** The person whose form of the Studio listens. It is told to read again when a draft goes from under their hands. */
  typist?: string
}

/** Sends a listener what its query takes, until the sink is over. A query that can't be evaluated ends it with `channelError`. */
export async function listen(engine: Engine, request: ListenRequest, sink: Sink): Promise<void> {
  const { query, params, options, includeAllVersions, owner } = request
  try {
    await engine.match({ query, params, before: null, after: null, owner, signal: sink.over })
    const isTaken = request.typist === undefined ? () => false : watchTakenDrafts(request.typist)
    for await (const step of followCommits(engine, request.enableResume ? request.lastEventId : undefined, {
      owner,
      signal: sink.over,
    })) {
      if (step.kind === 'start') {
        const id = request.enableResume ? { id: step.id } : {}
        sink.write(eventText({ ...id, event: step.how, data: { listenerName: request.listenerName } }))
        continue
      }
      const matches = await matchCommit(engine, step.commit, { query, params, includeAllVersions, owner })
      const events = mutationEvents(step.commit, matches, options)
      const last = events.at(-1)
      if (last && isTaken(step.commit, matches)) {
        sink.write(eventText({ ...last, event: 'reset', data: { listenerName: request.listenerName } }))
        continue
      }
      for (const event of events.slice(step.sent)) sink.write(eventText(event))
    }
  } catch (error) {
    if (!(error instanceof LakeError)) throw error
    sink.write(eventText({ event: 'channelError', data: { error: error.detail, message: error.message } }))
  }
  sink.end()
}

/** Two tabs of the Studio hold the same dozen listeners: one evaluation serves all that ask the same of the same commit. */
const shared = new WeakMap<Commit, Map<string, Promise<readonly Match[]>>>()

function matchCommit(
  engine: Engine,
  commit: Commit,
  {
    query,
    params,
    includeAllVersions,
    owner,
  }: Pick<ListenRequest, 'query' | 'params' | 'includeAllVersions' | 'owner'>,
): Promise<readonly Match[]> {
  const key = JSON.stringify([query, params, includeAllVersions])
  const known = shared.get(commit) ?? new Map<string, Promise<readonly Match[]>>()
  shared.set(commit, known)
  const found = known.get(key)
  if (found) return found
  // No signal: anyone else who asks the same waits for this evaluation too.
  const isTold = ({ operation, documentId }: Change) =>
    operation !== 'none' && (includeAllVersions || layerOf(documentId) === null)
  const changes = commit.changes.map((change) =>
    isTold(change) ? { before: change.before, after: change.after } : { before: null, after: null },
  )
  // While somebody types, a listener to what is published costs nothing.
  const matches = commit.changes.some(isTold) ? engine.matchAll({ query, params, changes, owner }) : Promise.resolve([])
  known.set(key, matches)
  return matches
}
