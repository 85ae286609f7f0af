import { randomUUID } from 'node:crypto'
import { createFairQueue } from '../work/fair-queue.ts'
import { type Text, valueOf } from './answer-text.ts'
import { checkSteps, isByQuery, type Mutation, type QueryMutation, type Steps } from './check.ts'
import { asActionError, lakeIsClosed, malformed } from './failures.ts'
import { isObject } from './json.ts'
import type { Lane } from './lane.ts'
import type { Plan } from './plan.ts'
import { inTurn, lakeItself } from './pool.ts'
import type { Transaction } from './transaction.ts'
import { type Commit, type CommitPhase, type CommitRequest, LakeError, type QueryAnswer, type Asker } from './types.ts'

/** Milliseconds that a mutation's query may take while others' transactions wait for it. */
const QUERY_IN_TURN = 1000

type Place = { seq: number; transactionId: string }

export type Commits = {
  /** The newest durable commit. */
  readonly place: Place
  commit(request: CommitRequest): Promise<Commit>
  onCommit(hook: (commit: Commit) => void, phase?: CommitPhase): () => void
  /** Milliseconds since the transaction whose turn it is has begun; 0 when there is none. */
  readonly busyFor: number
  /** Finishes what was asked, for so many milliseconds, and refuses the rest. */
  close(patience: number): Promise<void>
}

export type CommitOptions = {
  place: Place
  now: () => Date
  /** Computes a transaction. It only reads, so it may be stopped and asked once more. */
  planner: Pick<Lane, 'ask'>
  writer: Pick<Lane, 'ask'>
  /** Asks a mutation's query. */
  query: (
    request: { query: string; params: Record<string, unknown>; identity: string; limit?: number } & Asker,
  ) => Promise<Pick<QueryAnswer, 'result' | 'seq'>>
  onHookError: (error: Error) => void
}

/** The Studio probes its permissions with dry runs, also of actions that this lake does not have: those must be answered. */
const isProbe = (request: CommitRequest): boolean => {
  const actions: unknown[] = Array.isArray(request.actions) ? request.actions : [request.actions]
  const types = actions.map((action) => (isObject(action) ? String(action.actionType) : ''))
  return request.dryRun === true && types.some((type) => /^sanity\.action\.(variant|document\.variant)\./.test(type))
}

/** The ids that each query of a request found, and the commit whose state was asked. */
type Found = { seq: number; ids: ReadonlyMap<QueryMutation, readonly string[]> }

/**
 * One transaction after the other, owners taking turns: each is planned on the newest state, written, and told to the hooks. A plan that
 * the writer has been given is always finished and announced.
 */
export const openCommits = ({ place: first, now, planner, writer, query, onHookError }: CommitOptions): Commits => {
  const turn = createFairQueue({ places: 1, mostWaiting: 1000, mostWaitingPerOwner: 200 })
  const hooks: Record<CommitPhase, Set<(commit: Commit) => void>> = { invalidate: new Set(), tell: new Set() }
  const underway = new Set<Promise<unknown>>()
  let place = first
  let begun: number | undefined
  const closing = new AbortController()

  const announce = (commit: Commit) => {
    place = { seq: commit.seq, transactionId: commit.transactionId }
    for (const hook of [...hooks.invalidate, ...hooks.tell]) {
      try {
        hook(commit)
      } catch (error) {
        onHookError(error instanceof Error ? error : new Error(String(error)))
      }
    }
  }

  const idsOf = (result: unknown): string[] => {
    const found: unknown[] = Array.isArray(result) ? result : [result]
    return found.flatMap((item) => {
      if (isObject(item) && typeof item._id === 'string') return [item._id]
      if (item === null) return []
      throw malformed('The query of a mutation must find documents, with their _id')
    })
  }

  const find = async (steps: Steps, asker: Asker & { identity: string; limit?: number }): Promise<Found> => {
    const ids = new Map<QueryMutation, readonly string[]>()
    const queries = steps.kind === 'mutations' ? steps.mutations.filter(isByQuery) : []
    const { seq } = place
    for (const mutation of queries) {
      const { query: text, params = {} } = 'delete' in mutation ? mutation.delete : mutation.patch
      const { result } = await query({ ...asker, query: text, params })
      ids.set(mutation, idsOf(result))
    }
    return { seq, ids }
  }

  const named = (mutation: Mutation | QueryMutation, { ids }: Found): Mutation[] => {
    if (!isByQuery(mutation)) return [mutation]
    const found = ids.get(mutation) ?? []
    if ('delete' in mutation) {
      const purge = mutation.delete.purge === true ? { purge: true } : {}
      return found.map((id) => ({ delete: { id, ...purge } }))
    }
    const { query: _text, params: _params, ...operations } = mutation.patch
    return found.map((id) => ({ patch: { ...operations, id } }))
  }

  const plan = async (request: CommitRequest, steps: Steps, found: Found): Promise<Text> => {
    const { identity, writable, transactionId = randomUUID() } = request
    const settled: Transaction['steps'] =
      steps.kind === 'actions'
        ? steps
        : { kind: 'mutations', mutations: steps.mutations.flatMap((mutation) => named(mutation, found)) }
    const transaction: Transaction = {
      steps: settled,
      transactionId,
      timestamp: now().toISOString(),
      autoGenerateArrayKeys: request.autoGenerateArrayKeys === true,
    }
    return (await planner.ask(
      'plan',
      { transaction, author: { identity, ...(writable === undefined ? {} : { writable }) } },
      { signal: closing.signal },
    )) as Text
  }

  /** Answers null when the writer's state is another than the planned one. */
  const write = async ({ bytes }: Text, dryRun: boolean): Promise<Commit | null> => {
    const { commit } = valueOf(bytes) as Plan
    if ((await writer.ask('write', { bytes, dryRun })) !== true) return null
    if (!dryRun) announce(commit)
    return commit
  }

  const commitInTurn = async (request: CommitRequest, steps: Steps, early: Found): Promise<Commit> => {
    const { identity, owner = lakeItself, dryRun = false } = request
    // The transaction must meet the state that its queries were asked on.
    const found =
      early.seq === place.seq || early.ids.size === 0
        ? early
        : await find(steps, { identity, owner, limit: QUERY_IN_TURN })
    for (let tries = 0; tries < 2; tries += 1) {
      const done = await write(await plan(request, steps, found), dryRun)
      if (done) return done
    }
    throw new Error('The transaction was planned on another state than the writer has.')
  }

  const commit = async (request: CommitRequest): Promise<Commit> => {
    const { identity, transactionId, owner = lakeItself, signal, writable } = request
    if (isProbe(request))
      return {
        seq: place.seq,
        transactionId: transactionId ?? randomUUID(),
        timestamp: now().toISOString(),
        identity,
        changes: [],
      }
    if (transactionId !== undefined && !/^[A-Za-z0-9._-]{1,128}$/.test(transactionId))
      throw malformed(`Invalid transaction ID "${transactionId}"`)
    const steps = checkSteps(request)
    // Asked before the turn: nobody else waits for a slow query.
    const early = await find(steps, { identity, owner, signal })
    const done = inTurn(turn, { owner, signal, isUrgent: owner === lakeItself && writable === undefined }, async () => {
      begun = performance.now()
      try {
        return await commitInTurn(request, steps, early)
      } finally {
        begun = undefined
      }
    })
    if (steps.kind === 'mutations') return done
    return done.catch((error: unknown) => {
      throw asActionError(error)
    })
  }

  return {
    get place() {
      return place
    },
    get busyFor() {
      return begun === undefined ? 0 : performance.now() - begun
    },
    commit: (request) => {
      const made = commit(request).finally(() => underway.delete(made))
      underway.add(made)
      return made
    },
    onCommit: (hook, phase = 'tell') => {
      // A wrapper of its own: the same function given twice is two hooks, stopped one by one.
      const own = (made: Commit) => hook(made)
      hooks[phase].add(own)
      return () => void hooks[phase].delete(own)
    },
    close: async (patience) => {
      const tooLong = Promise.withResolvers<void>()
      const timer = setTimeout(tooLong.resolve, patience)
      await Promise.race([Promise.allSettled(underway), tooLong.promise])
      clearTimeout(timer)
      // What is still being computed is stopped: nothing of it is written yet. What is being written is finished.
      closing.abort(lakeIsClosed())
      await turn.close()
    },
  }
}

/** What is told about a transaction over a limit of its computation. */
export const transactionRefusals = {
  time: (ms: number) =>
    new LakeError(504, {
      type: 'transactionTimeoutError',
      description: `The transaction took longer than ${ms} ms to compute, and nothing was written. Send it in smaller parts.`,
    }),
  memory: () =>
    new LakeError(413, {
      type: 'transactionMemoryError',
      description:
        'The transaction needed more memory than the lake gives to one, and nothing was written. Send it in smaller parts.',
    }),
}
