/** Who asks. */
export type Asker = {
  /** Owners take turns. `lake` by default: the lake's own work. */
  owner?: string
  /** Fires when the caller has left: what waits is dropped, what runs is stopped when it still runs a second later. */
  signal?: AbortSignal | undefined
}

/** Which field of which document each value of an answer comes from, in the form that Sanity's clients read. */
export type SourceMap = {
  documents: { _id: string; _type: string }[]
  paths: string[]
  mappings: Record<string, { type: 'value'; source: { type: 'documentValue'; document: number; path: number } }>
}

/** How source paths name an item of a list: by its place, or by its `_key` where it has one. */
export type PathStyle = 'index' | 'key'

/** A document as the lake stores it. Everything beyond the five system fields is the publication's own and unknown to the lake. */
export type StoredDocument = {
  _id: string
  _type: string
  _rev: string
  _createdAt: string
  _updatedAt: string
  [field: string]: unknown
}

/** `raw`, `published`, `drafts`, or a list of layers, highest priority first: release names, `drafts`, and `drafts.<id>`, the draft of one document. */
export type Perspective = 'raw' | 'published' | 'drafts' | readonly string[]

export type Operation = 'create' | 'update' | 'delete' | 'none'

/** A mendoza patch: a flat list of opcodes and operands. */
export type MendozaPatch = readonly unknown[]

/**
 * What one transaction did to one document. `none` means it was asked for and nothing changed (createIfNotExists of one that exists,
 * delete of one that does not): it is answered to who asked, and neither logged nor told to listeners.
 */
export type Change = {
  documentId: string
  operation: Operation
  before: StoredDocument | null
  after: StoredDocument | null
  /** The mutations as they were asked for, for the listeners that want them. */
  mutations: readonly unknown[]
  effects: { apply: MendozaPatch; revert: MendozaPatch }
}

/** One durable transaction. `seq` is its place in the lake's history: 1, 2, 3 … without gaps. */
export type Commit = {
  seq: number
  transactionId: string
  /** UTC instant, ISO 8601. */
  timestamp: string
  /** Who asked for it: a user's or a token's id. */
  identity: string
  changes: readonly Change[]
  /** Read from the log, of a transaction that deleted a document's history: what was before it can't be told any more, and a stream can't be resumed over it. */
  purged?: true
}

/** A transaction of the log as history serves it. */
export type LoggedTransaction = Omit<Commit, 'changes'> & {
  changes: readonly Omit<Change, 'before' | 'after'>[]
}

/**
 * When a hook hears of a commit: first all that `invalidate`, then all that `tell`, the default. Who hears of a publish may ask for the page at
 * once, so what is older must be gone before.
 */
export type CommitPhase = 'invalidate' | 'tell'

export type CommitRequest = {
  /** Exactly one of the two. Unknown data as it came over the wire: the engine checks it. */
  mutations?: unknown
  actions?: unknown
  transactionId?: string
  identity: string
  /** The GROQ filter of the documents that may be written; without it all may (the lake's own work). */
  writable?: string
  /** Writes nothing; answers what would have happened. */
  dryRun?: boolean
  autoGenerateArrayKeys?: boolean
} & Asker

export type QueryRequest = {
  query: string
  params: Readonly<Record<string, unknown>>
  perspective: Perspective
  /** `site` has a worker of its own, in a thread, for queries that the site's own code has written. `studio` is for what people and programs send. */
  lane: 'site' | 'studio'
  /** The identity behind `identity()` in GROQ. */
  identity?: string
  /** Whether the answer comes with a source map, and how its paths name items of lists. */
  sourcePaths?: PathStyle
  /** Makes the tags of the answer opaque; without it they are plain. */
  tagKey?: string
} & Asker

/** An answer as the text that is sent, made by the worker: JSON without its braces, `"result":…,"syncTags":…` and `"resultSourceMap":…`. */
type QueryText = { bytes: Uint8Array; ms: number }

export type QueryAnswer = {
  /** `null`, never undefined, when there is nothing. */
  result: unknown
  /**
   * What the answer was made from: `doc:<id>`, `key:<type>.slug=<value>` (only under `published`), `type:<t>`,
   * `any` (docs/architecture.md, "One cache").
   */
  tags: readonly string[]
  /** Where the texts of the result come from, when that was asked. */
  sourceMap?: SourceMap
  /** The commit whose state was read. */
  seq: number
  ms: number
}

/** Whether a listener's query takes one document, before and after a change. */
export type MatchRequest = {
  query: string
  params: Readonly<Record<string, unknown>>
  before: StoredDocument | null
  after: StoredDocument | null
} & Asker

/** The same for all changes of a commit at once. */
export type MatchAllRequest = Omit<MatchRequest, 'before' | 'after'> & {
  changes: readonly Pick<MatchRequest, 'before' | 'after'>[]
}

/** Failures a client understands (lake-protocol: "Errors"). Everything else that is thrown is a bug or a broken disk. */
export class LakeError extends Error {
  override name = 'LakeError'
  readonly status: number
  /** The `error` member of the answer's body, for example `{type: 'queryParseError', description, query, start, end}`. */
  readonly detail: Readonly<{ type: string; description: string; [more: string]: unknown }>
  constructor(status: number, detail: LakeError['detail']) {
    super(detail.description)
    this.status = status
    this.detail = detail
  }
}

/** The lake's file can't be used as it is: made by a newer version, or no lake's file at all. The message is one sentence for people. */
export class LakeFileError extends Error {
  override name = 'LakeFileError'
}

/** Small durable records that are no documents: sessions, tokens, the Studio's own settings. */
export type Records = {
  /** All records of a kind, as they are on the disk, or only those of some keys. */
  list(kind: string, keys?: readonly string[], asker?: Asker): Promise<ReadonlyMap<string, unknown>>
  put(kind: string, key: string, value: unknown): Promise<void>
  /** Puts all of them, or none. */
  putAll(kind: string, records: readonly (readonly [key: string, value: unknown])[], asker?: Asker): Promise<void>
  delete(kind: string, key: string): Promise<void>
}

/** Where uploaded files are served, such as `http://localhost:3000/lake`, and the first parts of their paths there: `<project>/<dataset>`. */
export type AssetPlace = { base: string; owner: string }

/** What `sanity::projectId()` and `sanity::dataset()` answer. */
export type LakeNames = { projectId: string; dataset: string }

export type EngineOptions = {
  /** The folder that holds `lake.sqlite`. It must exist and be locked by the caller. */
  folder: string
  /** The `url` of asset documents leads there. Without it they stay as they are. */
  assets?: AssetPlace
  /** What the lake is called in GROQ. Without it `sanity::projectId()` and `sanity::dataset()` give null. */
  names?: LakeNames
  /** The file may not grow beyond so many pages, as on a disk that is full. For tests. */
  mostPages?: number
  /** Milliseconds after which a query is stopped (its worker with it). 10,000 by default. */
  queryTimeout?: number
  /** Milliseconds after which computing a transaction is stopped. 5,000 by default. */
  planTimeout?: number
  /** Megabytes of heap for the processes that answer queries and compute transactions. By default enough for the documents of the lake. */
  heap?: number
  /** Bytes of one answer to a query. 16 MB by default. */
  mostAnswerBytes?: number
  /** The wall clock, read once per transaction and query. Tests pass their own. */
  now?: () => Date
  /** Told of what has no caller to tell: an onCommit hook that threw, a worker that died. Silent by default. */
  onError?: (error: Error, where: 'hook' | 'worker') => void
  /**
   * Told once when the writer's worker has died: nothing can be written from now on, and what it wrote last may be durable
   * without having been announced. The process that runs the lake should open it again.
   */
  onWriterLost?: (error: Error) => void
}

/** What is asked of the log. */
export type LogRange = {
  documentIds: readonly string[]
  /** Transaction ids, inclusive. */
  from?: string | undefined
  to?: string | undefined
  reverse?: boolean
  limit?: number
  /** Without mutations and effects: only which documents, and whether they were made, changed or deleted. */
  outline?: boolean
}

/** The lake without its wire: durable transactions, GROQ, history. One writer in a thread, what people send in processes that can be stopped. */
export type Engine = {
  /** The number of the last durable commit; 0 when the lake is empty. */
  readonly seq: number
  /** The last durable commit's place in history; 0 and '' when the lake is empty. */
  readonly place: { seq: number; transactionId: string }
  /**
   * Applies mutations or actions as one atomic transaction. When it resolves the transaction is on the disk and every
   * `onCommit` hook has run; a hook that throws does not undo it. Nothing is written when it rejects.
   * Throws LakeError (409 mutationError, 403 for what is not `writable`, 400 malformed, 404 …, 429 and 503 when too much waits).
   */
  commit(request: CommitRequest): Promise<Commit>
  /** Called in the order of `seq`, after the commit is durable and before `commit` resolves. Answers the way to stop. */
  onCommit(hook: (commit: Commit) => void, phase?: CommitPhase): () => void
  /** Answers from a state that holds at least every commit that was durable when it was asked. */
  query(request: QueryRequest): Promise<QueryAnswer>
  /** The same as text, which this thread neither builds nor copies. */
  queryText(request: QueryRequest): Promise<QueryText>
  /** The filter of a listener's query evaluated on one document before and after; a projection behind it is ignored. */
  match(request: MatchRequest): Promise<{ before: boolean; after: boolean }>
  matchAll(request: MatchAllRequest): Promise<readonly { before: boolean; after: boolean }[]>
  /** As stored, in the order asked, `null` where there is none. Throws LakeError 413 for more than 32 MB. */
  documents(ids: readonly string[], asker?: Asker): Promise<readonly (StoredDocument | null)[]>
  /** Those that are there, as a JSON list, and their ids. With `allVersions` each with its draft and its versions in releases: published, draft, versions. */
  documentTexts(
    ids: readonly string[],
    options?: Asker & { allVersions?: boolean },
  ): Promise<{ bytes: Uint8Array; found: readonly string[] }>
  /** Every stored document, in the order of ids. */
  allDocuments(): AsyncIterable<StoredDocument>
  /** The same as pages of lines of JSON, of some types if they are named, for exports. */
  exportPages(asker?: Asker & { types?: readonly string[] }): AsyncIterable<Uint8Array>
  /** Log entries that touch one of `documentIds`, oldest first unless `reverse`. */
  transactions(range: LogRange, asker?: Asker): Promise<readonly LoggedTransaction[]>
  /** The same in pages. */
  transactionPages(range: LogRange, asker?: Asker): AsyncIterable<readonly LoggedTransaction[]>
  /** Commits after `seq`, oldest first, with documents before and after, for listeners that resume: `limit` of them, fewer when they are long. */
  commitsAfter(seq: number, limit: number, asker?: Asker): Promise<readonly Commit[]>
  /** The document as it was after that transaction, at that UTC instant, or at its last revision before it was deleted. */
  documentAt(
    id: string,
    at: { revision: string } | { time: string } | { last: true },
    asker?: Asker,
  ): Promise<StoredDocument | null>
  /** The same of several, without those that were not there, as a JSON list. Throws LakeError 413 for more than 32 MB. */
  documentsAt(ids: readonly string[], at: Parameters<Engine['documentAt']>[1], asker?: Asker): Promise<Uint8Array>
  readonly records: Records
  /** Writes a little, to find out whether that is possible. Throws LakeError 507 when the disk is full. */
  probe(): Promise<void>
  /** Finishes what is being written, stops what is only read, and ends the workers. */
  close(): Promise<void>
}
