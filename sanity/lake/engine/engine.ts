import { statSync } from 'node:fs'
import { createFairQueue } from '../work/fair-queue.ts'
import { type Text, valueOf } from './answer-text.ts'
import { startProcess, startThread } from './carrier.ts'
import { openCommits, transactionRefusals } from './commits.ts'
import { databasePath } from './database.ts'
import { lakeIsClosed } from './failures.ts'
import { openLane, type LaneOptions } from './lane.ts'
import { inTurn, lakeItself, openPool } from './pool.ts'
import { createReadings } from './readers.ts'
import type { Engine, EngineOptions, MatchAllRequest, QueryAnswer, QueryRequest, Asker, SourceMap } from './types.ts'

export { tagsOfCommit } from './tags.ts'

/** Most of the day nobody edits, and the Studio's workers hold a copy of every document. Starting one again takes a fraction of a second, and more with tens of thousands of documents. */
const STUDIO_RESTS_AFTER = 120_000
/** The planner holds no documents. It rests later, so that who stops to think does not wait with the next save. */
const PLANNER_RESTS_AFTER = 300_000
/** Milliseconds that a question of the Studio's has the first worker alone, before the second one begins with another owner's. */
const SECOND_WORKER_AFTER = 250
/** Milliseconds that a listener's filter may take on one commit: saves wait for it. */
const MATCH_LIMIT = 1000
/** Milliseconds that transactions on their way are waited for when the engine closes. */
const CLOSING_PATIENCE = 2000
/** Milliseconds beyond its limits after which a transaction counts as stuck. */
const JAMMED_AFTER = 10_000

const MEGABYTE = 1024 * 1024

/** Megabytes of heap: room for the documents, which take about as much as the file with its history, and for one large answer. */
const heapFor = (folder: string): number =>
  Math.min(2048, 512 + Math.round((2 * statSync(databasePath(folder)).size) / MEGABYTE))

/**
 * @param options a folder that the caller holds the lock of.
 * @returns the engine, ready.
 * @throws LakeFileError for a file of a newer version.
 */
export const openEngine = async (options: EngineOptions): Promise<Engine> => {
  const now = options.now ?? (() => new Date())
  const onError = options.onError ?? (() => undefined)
  const onWorkerError = (error: Error) => onError(error, 'worker')
  const {
    folder,
    names,
    queryTimeout: timeout = 10_000,
    planTimeout = 5000,
    mostAnswerBytes: mostBytes = 16 * MEGABYTE,
  } = options
  let isClosed = false
  const mustBeOpen = () => {
    if (isClosed) throw lakeIsClosed()
  }

  const writer = openLane({
    start: startThread(new URL('./writer.worker.ts', import.meta.url), {
      folder,
      assets: options.assets,
      mostPages: options.mostPages,
    }),
    restart: false,
    onError: (error) => {
      onWorkerError(error)
      options.onWriterLost?.(error)
    },
  })
  // The readers open a file that the writer has made.
  await writer.ready

  const reader = new URL('./query.worker.ts', import.meta.url)
  const limits = () => ({ heap: options.heap ?? heapFor(folder) })
  const openReader = (more: Pick<LaneOptions, 'start' | 'isLazy' | 'restAfter'>) =>
    openLane({ timeout, restart: true, onError: onWorkerError, ...more })
  const openStudio = () =>
    openReader({
      start: startProcess(reader, { folder, preload: true, mostBytes, names }, limits),
      isLazy: true,
      restAfter: STUDIO_RESTS_AFTER,
    })
  const siteLane = openReader({ start: startThread(reader, { folder, preload: true, mostBytes, names }) })
  const recordsLane = openReader({ start: startThread(reader, { folder, preload: false, mostBytes, names }) })
  const planner = openLane({
    start: startProcess(new URL('./planner.worker.ts', import.meta.url), { folder, names }, limits),
    timeout: planTimeout,
    restart: true,
    isLazy: true,
    restAfter: PLANNER_RESTS_AFTER,
    refusals: transactionRefusals,
    onError: onWorkerError,
  })
  try {
    await Promise.all([siteLane.ready, recordsLane.ready])
  } catch (error) {
    await Promise.all([siteLane, recordsLane, planner, writer].map((lane) => lane.close()))
    throw error
  }

  const pools = {
    site: openPool([siteLane], { mostWaiting: 1000 }),
    studio: openPool([openStudio(), openStudio()], {
      placesPerOwner: 1,
      mostWaiting: 1000,
      mostWaitingPerOwner: 200,
      stagger: SECOND_WORKER_AFTER,
    }),
    records: openPool([recordsLane], { mostWaiting: 2000, mostWaitingPerOwner: 400 }),
    listeners: openPool([planner], { mostWaiting: 4000, mostWaitingPerOwner: 400 }),
  }

  /** Owners take turns with their settings, and one of them at a time stands before the writer. */
  const settings = createFairQueue({ places: 1, mostWaiting: 400, mostWaitingPerOwner: 40 })

  const askQuery = async ({
    lane,
    owner,
    signal,
    limit,
    ...request
  }: QueryRequest & { limit?: number; onlyIds?: boolean }) => {
    mustBeOpen()
    const begun = performance.now()
    const atLeast = commits.place.seq
    const asker = { signal, ...(owner === undefined ? {} : { owner }), ...(limit === undefined ? {} : { limit }) }
    const { bytes, seq } = (await pools[lane].ask('query', { ...request, now: now() }, asker)) as Text & { seq: number }
    if (seq < atLeast) throw new Error(`A worker answered from commit ${seq}, ${atLeast} was asked for.`)
    return { bytes, seq, ms: Math.round(performance.now() - begun) }
  }

  const query = async (request: QueryRequest & { limit?: number; onlyIds?: boolean }): Promise<QueryAnswer> => {
    const { bytes, seq, ms } = await askQuery(request)
    const told = valueOf(Buffer.concat([Buffer.from('{'), bytes, Buffer.from('}')])) as {
      result: unknown
      syncTags: string[]
      resultSourceMap?: SourceMap
    }
    const { result, syncTags: tags, resultSourceMap: sourceMap } = told
    return { result, tags, seq, ms, ...(sourceMap ? { sourceMap } : {}) }
  }

  const ask = async (op: string, args: unknown, asker: Asker) => {
    mustBeOpen()
    return pools.records.ask(op, args, asker)
  }
  const write = async (op: string, args: unknown) => {
    mustBeOpen()
    await writer.ask(op, args)
  }

  const matchAll = async ({ owner, signal, ...request }: MatchAllRequest) => {
    mustBeOpen()
    const asker = { signal, limit: MATCH_LIMIT, ...(owner === undefined ? {} : { owner }) }
    return (await pools.listeners.ask('match', { ...request, now: now() }, asker)) as {
      before: boolean
      after: boolean
    }[]
  }

  const commits = openCommits({
    place: (await recordsLane.ask('newest', null)) as { seq: number; transactionId: string },
    now,
    planner,
    writer,
    query: (request) => query({ ...request, perspective: 'raw', lane: 'studio', onlyIds: true }),
    onHookError: (error) => onError(error, 'hook'),
  })

  return {
    get seq() {
      return commits.place.seq
    },
    get place() {
      return commits.place
    },
    commit: async (request) => {
      mustBeOpen()
      return commits.commit(request)
    },
    onCommit: commits.onCommit,
    query,
    queryText: askQuery,
    match: async ({ before, after, ...request }) =>
      (await matchAll({ ...request, changes: [{ before, after }] }))[0] ?? { before: false, after: false },
    matchAll,
    ...createReadings(ask),
    records: {
      list: async (kind, keys, asker = {}) =>
        (await ask('records', { kind, ...(keys ? { keys } : {}) }, asker)) as ReadonlyMap<string, unknown>,
      put: async (kind, key, value) => write('putRecords', { kind, records: [[key, value]] }),
      putAll: async (kind, records, { owner = lakeItself, signal } = {}) =>
        inTurn(settings, { owner, signal }, () => write('putRecords', { kind, records })),
      delete: async (kind, key) => write('deleteRecord', { kind, key }),
    },
    probe: async () => {
      if (commits.busyFor > planTimeout + JAMMED_AFTER) throw new Error('A transaction does not come to its end.')
      await write('probe', null)
    },
    close: async () => {
      isClosed = true
      await Promise.all([commits.close(CLOSING_PATIENCE), settings.close()])
      await Promise.all(Object.values(pools).map((pool) => pool.close()))
      // Last: a writer that closes alone folds the log of SQLite back into its file.
      await writer.close()
    },
  }
}
