import { randomUUID } from 'node:crypto'
import { type Action, checkSteps, isByQuery, isReleaseAction, type Mutation, type QueryMutation, type Steps } from './check.ts'
import { malformed } from './failures.ts'
import { isObject } from './json.ts'
import { openLane, type Lane } from './lane.ts'
import type { Transaction } from './transaction.ts'
import type { Commit, CommitRequest, Engine, EngineOptions, LoggedTransaction, QueryAnswer, QueryRequest, StoredDocument } from './types.ts'

export { tagsOfCommit } from './tags.ts'

/** Documents of one page of an export. */
const PAGE = 200

/** Most of the day nobody edits, and the Studio's worker holds a copy of every document. Starting it again takes a fraction of a second, and more with tens of thousands of documents. */
const STUDIO_RESTS_AFTER = 120_000

/** The Studio probes its permissions with dry runs, also of actions that this lake does not have: those must be answered. */
const isProbe = (request: CommitRequest): boolean => {
  const actions: unknown[] = Array.isArray(request.actions) ? request.actions : [request.actions]
  const types = actions.map((action) => (isObject(action) ? String(action.actionType) : ''))
  return request.dryRun === true && types.some((type) => /^sanity\.action\.(variant|document\.variant)\./.test(type))
}

/** In: a folder that the caller holds the lock of. Out: the engine, ready. Throws LakeFileError for a file of a newer version. */
export const openEngine = async (options: EngineOptions): Promise<Engine> => {
  const now = options.now ?? (() => new Date())
  const onError = options.onError ?? (() => undefined)
  const onWorkerError = (error: Error) => onError(error, 'worker')
  const hooks = new Set<(commit: Commit) => void>()
  let seq = 0
  let isClosed = false
  const mustBeOpen = () => {
    if (isClosed) throw new Error('The lake is closed.')
  }

  const writer = openLane({
    file: new URL('./writer.worker.ts', import.meta.url),
    workerData: { folder: options.folder, assets: options.assets, mostPages: options.mostPages },
    restart: false,
    onError: (error) => {
      onWorkerError(error)
      options.onWriterLost?.(error)
    },
  })
  // The readers open a file that the writer has made.
  seq = Number(await writer.ready)

  const timeout = options.queryTimeout ?? 10_000
  const openReader = (preload: boolean, restAfter?: number): Lane =>
    openLane({
      file: new URL('./query.worker.ts', import.meta.url),
      workerData: { folder: options.folder, preload },
      timeout,
      restart: true,
      ...(restAfter === undefined ? {} : { restAfter }),
      onError: onWorkerError,
    })
  const lanes = { site: openReader(true), studio: openReader(true, STUDIO_RESTS_AFTER), records: openReader(false) }
  const all = [lanes.site, lanes.studio, lanes.records]
  try {
    await Promise.all(all.map((lane) => lane.ready))
  } catch (error) {
    await Promise.all([...all, writer].map((lane) => lane.close()))
    throw error
  }

  const runQuery = async ({ lane, ...request }: QueryRequest): Promise<QueryAnswer> => {
    const begun = performance.now()
    const atLeast = seq
    const answer = (await lanes[lane].ask('query', { ...request, now: now() })) as Omit<QueryAnswer, 'ms'>
    if (answer.seq < atLeast) throw new Error(`A worker answered from commit ${answer.seq}, ${atLeast} was asked for.`)
    return { ...answer, ms: Math.round(performance.now() - begun) }
  }

  const idsOf = async (text: string, params: Record<string, unknown>, identity: string): Promise<string[]> => {
    const { result } = await runQuery({ query: text, params, perspective: 'raw', lane: 'studio', identity })
    const found: unknown[] = Array.isArray(result) ? result : [result]
    return found.flatMap((item) => {
      if (isObject(item) && typeof item._id === 'string') return [item._id]
      if (item === null) return []
      throw malformed('The query of a mutation must find documents, with their _id')
    })
  }

  const resolve = async (mutation: Mutation | QueryMutation, identity: string): Promise<Mutation[]> => {
    if (!isByQuery(mutation)) return [mutation]
    if ('delete' in mutation) {
      const ids = await idsOf(mutation.delete.query, mutation.delete.params ?? {}, identity)
      return ids.map((id) => ({ delete: { id } }))
    }
    const { query: text, params, ...operations } = mutation.patch
    return (await idsOf(text, params ?? {}, identity)).map((id) => ({ patch: { ...operations, id } }))
  }

  /** The ids of the versions of the releases that are published or deleted here. */
  const versionsIn = async (actions: readonly Action[], identity: string): Promise<ReadonlyMap<string, readonly string[]>> => {
    const versions = new Map<string, readonly string[]>()
    for (const action of actions) {
      if (!isReleaseAction(action)) continue
      versions.set(action.releaseId, await idsOf('*[_id in path($path)]', { path: `versions.${action.releaseId}.**` }, identity))
    }
    return versions
  }

  const settle = async (steps: Steps, identity: string): Promise<Transaction['steps']> => {
    if (steps.kind === 'actions') return { ...steps, versions: await versionsIn(steps.actions, identity) }
    const mutations: Mutation[] = []
    for (const mutation of steps.mutations) mutations.push(...(await resolve(mutation, identity)))
    return { kind: 'mutations', mutations }
  }

  const announce = (commit: Commit) => {
    seq = commit.seq
    for (const hook of hooks) {
      try {
        hook(commit)
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)), 'hook')
      }
    }
  }

  const commitNow = async (request: CommitRequest, steps: Steps): Promise<Commit> => {
    const { identity, writable, dryRun = false } = request
    const transactionId = request.transactionId ?? randomUUID()
    if (!/^[A-Za-z0-9._-]{1,128}$/.test(transactionId)) throw malformed(`Invalid transaction ID "${transactionId}"`)
    const settled = await settle(steps, identity)
    const autoGenerateArrayKeys = request.autoGenerateArrayKeys === true
    const transaction: Transaction = { steps: settled, transactionId, timestamp: now().toISOString(), autoGenerateArrayKeys }
    const commit = (await writer.ask('commit', { transaction, author: { identity, ...(writable === undefined ? {} : { writable }) }, dryRun })) as Commit
    if (!dryRun) announce(commit)
    return commit
  }

  // One commit at a time: a mutation by query reads the state that its transaction meets, and hooks run in the order of seq.
  let last: Promise<unknown> = Promise.resolve()
  const commit = async (request: CommitRequest): Promise<Commit> => {
    mustBeOpen()
    if (isProbe(request)) {
      const { identity, transactionId = randomUUID() } = request
      return { seq, transactionId, timestamp: now().toISOString(), identity, changes: [] }
    }
    const steps = checkSteps(request)
    const mine = last.then(() => commitNow(request, steps))
    last = mine.catch(() => undefined)
    return mine
  }

  const ask = async (op: string, args: unknown) => {
    mustBeOpen()
    return lanes.records.ask(op, args)
  }
  const write = async (op: string, args: unknown) => {
    mustBeOpen()
    await writer.ask(op, args)
  }

  return {
    get seq() {
      return seq
    },
    commit,
    onCommit: (hook) => {
      // A wrapper of its own: the same function given twice is two hooks, stopped one by one.
      const own = (made: Commit) => hook(made)
      hooks.add(own)
      return () => void hooks.delete(own)
    },
    query: async (request) => {
      mustBeOpen()
      return runQuery(request)
    },
    match: async (request) => (await ask('match', { ...request, now: now() })) as { before: boolean; after: boolean },
    documents: async (ids) => (await ask('documents', ids)) as readonly (StoredDocument | null)[],
    allDocuments: async function* () {
      let id = ''
      for (;;) {
        const page = (await ask('documentsAfter', { id, limit: PAGE })) as readonly StoredDocument[]
        yield* page
        const end = page.at(-1)
        if (end === undefined || page.length < PAGE) return
        id = end._id
      }
    },
    transactions: async (range) => (await ask('transactions', range)) as readonly LoggedTransaction[],
    commitsAfter: async (after, limit) => (await ask('commitsAfter', { seq: after, limit })) as readonly Commit[],
    documentAt: async (id, at) => (await ask('documentAt', { id, at })) as StoredDocument | null,
    records: {
      list: async (kind) => (await ask('records', kind)) as ReadonlyMap<string, unknown>,
      put: async (kind, key, value) => write('putRecord', { kind, key, value }),
      delete: async (kind, key) => write('deleteRecord', { kind, key }),
    },
    close: async () => {
      isClosed = true
      await last
      await Promise.all(all.map((lane) => lane.close()))
      // Last: a writer that closes alone folds the log of SQLite back into its file.
      await writer.close()
    },
  }
}
