import type { DatabaseSync } from 'node:sqlite'
import { applyPatch } from 'mendoza'
import { isObject } from './json.ts'
import { damaged } from './sqlite-errors.ts'
import type { Change, Commit, LoggedTransaction, Operation, StoredDocument } from './types.ts'

type Row = Readonly<Record<string, unknown>>

const isOperation = (value: string): value is Operation => ['create', 'update', 'delete', 'none'].includes(value)

const asOperation = (value: unknown): Operation => {
  const text = String(value)
  if (!isOperation(text)) throw new Error(`The log has an unknown operation ${text}.`)
  return text
}

/** Reads JSON that the lake itself wrote. Throws LakeFileError with `what` it is of when something else has changed it since. */
export const parseStored = (json: unknown, what: string): unknown => {
  try {
    return JSON.parse(String(json))
  } catch {
    throw damaged('lake.sqlite', `${what} is no JSON`)
  }
}

/** In: JSON written by the lake itself. Out: the document, or null for the JSON null. Throws LakeFileError for what is no JSON. */
export const parseDocument = (json: unknown, id?: string): StoredDocument | null =>
  parseStored(json, id === undefined ? 'a document' : `the document "${id}"`) as StoredDocument | null

const parseList = (json: unknown): readonly unknown[] => parseStored(json, 'an entry of the history') as readonly unknown[]

const toChange = (row: Row): Omit<Change, 'before' | 'after'> => ({
  documentId: String(row.document_id),
  operation: asOperation(row.operation),
  mutations: parseList(row.mutations),
  effects: { apply: parseList(row.apply), revert: parseList(row.revert) },
})

const changesOf = (db: DatabaseSync, seq: number): Omit<Change, 'before' | 'after'>[] =>
  db.prepare('select * from changes where seq = ? order by position').all(seq).map(toChange)

/** The document as it was after transaction `seq`: the last snapshot before, and the effects since. */
export const documentAtSeq = (db: DatabaseSync, id: string, seq: number): StoredDocument | null => {
  const rows = db
    .prepare(
      `select c.apply, c.after, t.id as rev from changes c join transactions t on t.seq = c.seq
       where c.document_id = :id and c.seq <= :seq and c.seq >= coalesce(
         (select max(seq) from changes where document_id = :id and seq <= :seq and after is not null), 0)
       order by c.seq`,
    )
    .all({ id, seq })
  let document: StoredDocument | null = null
  for (const row of rows) {
    if (row.after !== null) document = parseDocument(row.after)
    else if (document !== null) document = replay(document, parseList(row.apply), String(row.rev))
  }
  return document
}

const replay = (document: StoredDocument, patch: readonly unknown[], revision: string): StoredDocument => {
  const { _rev: _, ...rest } = document
  const next: unknown = applyPatch(rest, [...patch])
  if (!isObject(next)) throw new Error(`The log of document ${document._id} can not be replayed.`)
  const { _id, _type, ...fields } = next as StoredDocument
  return { _id, _type, ...fields, _rev: revision }
}

const seqOfTransaction = (db: DatabaseSync, id: string): number | null => {
  const row = db.prepare('select seq from transactions where id = ?').get(id)
  return row === undefined ? null : Number(row.seq)
}

/** The document after a transaction, at an instant, or as it last was. Null when it was not there, or the transaction is unknown. */
export const documentAt = (
  db: DatabaseSync,
  { id, at }: { id: string; at: { revision: string } | { time: string } | { last: true } },
): StoredDocument | null => {
  if ('revision' in at) {
    const seq = seqOfTransaction(db, at.revision)
    return seq === null ? null : documentAtSeq(db, id, seq)
  }
  if ('time' in at) {
    const time = new Date(at.time)
    if (Number.isNaN(time.getTime())) return null
    const row = db.prepare('select max(seq) as seq from transactions where timestamp <= ?').get(time.toISOString())
    return row?.seq === null || row === undefined ? null : documentAtSeq(db, id, Number(row.seq))
  }
  const row = db.prepare("select max(seq) as seq from changes where document_id = ? and operation <> 'delete'").get(id)
  return row?.seq === null || row === undefined ? null : documentAtSeq(db, id, Number(row.seq))
}

const toHead = (row: Row) => ({
  seq: Number(row.seq),
  transactionId: String(row.id),
  timestamp: String(row.timestamp),
  identity: String(row.identity),
})

/** Transactions that touch one of the documents, within two transaction ids (inclusive; an unknown one means none). */
export const transactions = (
  db: DatabaseSync,
  range: { documentIds: readonly string[]; from?: string; to?: string; reverse?: boolean; limit?: number },
): readonly LoggedTransaction[] => {
  const from = range.from === undefined ? 0 : seqOfTransaction(db, range.from)
  const to = range.to === undefined ? Number.MAX_SAFE_INTEGER : seqOfTransaction(db, range.to)
  if (from === null || to === null) return []
  const rows = db
    .prepare(
      `select * from transactions where seq between :from and :to
       and seq in (select seq from changes where document_id in (select value from json_each(:ids)))
       order by seq ${range.reverse === true ? 'desc' : 'asc'} limit :limit`,
    )
    .all({ from, to, ids: JSON.stringify(range.documentIds), limit: range.limit ?? -1 })
  return rows.map((row) => ({ ...toHead(row), changes: changesOf(db, Number(row.seq)) }))
}

/** Commits after `seq`, oldest first, with the documents before and after. */
export const commitsAfter = (db: DatabaseSync, { seq, limit }: { seq: number; limit: number }): readonly Commit[] =>
  db
    .prepare('select * from transactions where seq > ? order by seq limit ?')
    .all(seq, limit)
    .map((row) => {
      const head = toHead(row)
      const changes = changesOf(db, head.seq).map((change) => ({
        ...change,
        before: documentAtSeq(db, change.documentId, head.seq - 1),
        after: documentAtSeq(db, change.documentId, head.seq),
      }))
      return { ...head, changes }
    })
