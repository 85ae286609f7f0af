import type { PathStyle, SourceMap } from './source-map.ts'

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
}

/** A transaction of the log as history serves it. */
export type LoggedTransaction = Omit<Commit, 'changes'> & {
  changes: readonly Omit<Change, 'before' | 'after'>[]
}

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
}

export type QueryRequest = {
  query: string
  params: Readonly<Record<string, unknown>>
  perspective: Perspective
  /** `site` has a worker of its own, so that no editor's slow query can stall a reader. */
  lane: 'site' | 'studio'
  /** The identity behind `identity()` in GROQ. */
  identity?: string
  /** Whether the answer comes with a source map, and how its paths name items of lists. */
  sourcePaths?: PathStyle
}

export type QueryAnswer = {
  /** `null`, never undefined, when there is nothing. */
  result: unknown
  /**
   * What the answer was made from: `doc:<id>`, `key:<type>.slug=<value>` (only under `published`), `type:<t>`,
   * `any` (DESIGN.md, "One cache, never two").
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
  /** All records of a kind, as they are on the disk. */
  list(kind: string): Promise<ReadonlyMap<string, unknown>>
  put(kind: string, key: string, value: unknown): Promise<void>
  delete(kind: string, key: string): Promise<void>
}

/** Where uploaded files are served, such as `http://localhost:3000/lake`, and the first parts of their paths there: `<project>/<dataset>`. */
export type AssetPlace = { base: string; owner: string }

export type EngineOptions = {
  /** The folder that holds `lake.sqlite`. It must exist and be locked by the caller. */
  folder: string
  /** The `url` of asset documents leads there. Without it they stay as they are. */
  assets?: AssetPlace
  /** The file may not grow beyond so many pages, as on a disk that is full. For tests. */
  mostPages?: number
  /** Milliseconds after which a query is stopped (its worker with it). 10,000 by default. */
  queryTimeout?: number
  /** The wall clock, read once per transaction and query. Tests pass their own. */
  now?: () => Date
  /** Told of what has no caller to tell: an onCommit hook that threw, a worker that died. Silent by default. */
  onError?: (error: Error, where: 'hook' | 'worker') => void
  /**
   * Told once when the writer's worker has died: nothing can be written from now on, and what it wrote last may be durable
   * without having been announced. Whoever runs the lake should open it anew.
   */
  onWriterLost?: (error: Error) => void
}

/** The lake without its wire: durable transactions, GROQ, history. One writer in a worker, queries in workers. */
export type Engine = {
  /** The number of the last durable commit; 0 when the lake is empty. */
  readonly seq: number
  /**
   * Applies mutations or actions as one atomic transaction. When it resolves the transaction is on the disk and every
   * `onCommit` hook has run; a hook that throws does not undo it. Nothing is written when it rejects.
   * Throws LakeError (409 mutationError, 403 for what is not `writable`, 400 malformed, 404 …).
   */
  commit(request: CommitRequest): Promise<Commit>
  /** Called in the order of `seq`, after the commit is durable and before `commit` resolves. Answers the way to stop. */
  onCommit(hook: (commit: Commit) => void): () => void
  /** Answers from a state that holds at least every commit that was durable when it was asked. */
  query(request: QueryRequest): Promise<QueryAnswer>
  /** The filter of a listener's query evaluated on one document before and after; a projection behind it is ignored. */
  match(request: MatchRequest): Promise<{ before: boolean; after: boolean }>
  /** As stored, in the order asked, `null` where there is none. */
  documents(ids: readonly string[]): Promise<readonly (StoredDocument | null)[]>
  /** Every stored document, in the order of ids, for exports. */
  allDocuments(): AsyncIterable<StoredDocument>
  /** Log entries that touch one of `documentIds`, oldest first unless `reverse`; from and to are transaction ids, inclusive. */
  transactions(range: {
    documentIds: readonly string[]
    from?: string
    to?: string
    reverse?: boolean
    limit?: number
  }): Promise<readonly LoggedTransaction[]>
  /** Every commit after `seq`, oldest first, with documents before and after, for listeners that resume. */
  commitsAfter(seq: number, limit: number): Promise<readonly Commit[]>
  /** The document as it was after that transaction, at that UTC instant, or at its last revision before it was deleted. */
  documentAt(id: string, at: { revision: string } | { time: string } | { last: true }): Promise<StoredDocument | null>
  readonly records: Records
  /** Waits for what was asked, then ends the workers. */
  close(): Promise<void>
}
