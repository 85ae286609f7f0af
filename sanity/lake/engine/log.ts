import type { DatabaseSync } from 'node:sqlite'
import { applyPatch } from 'mendoza'
import { type Text, toBytes } from './answer-text.ts'
import { isObject } from './json.ts'
import { purges } from './purge.ts'
import { damaged } from './sqlite-errors.ts'
import type { Change, LogRange, Operation, StoredDocument } from './types.ts'

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

/**
 * Takes JSON written by the lake itself.
 * @returns the document, or null for the JSON null.
 * @throws LakeFileError for what is no JSON.
 */
export const parseDocument = (json: unknown, id?: string): StoredDocument | null =>
  parseStored(json, id === undefined ? 'a document' : `the document "${id}"`) as StoredDocument | null

const parseList = (json: unknown): readonly unknown[] =>
  parseStored(json, 'an entry of the history') as readonly unknown[]

const toChange = (row: Row): LoggedChange => ({
  documentId: String(row.document_id),
  operation: asOperation(row.operation),
  mutations: parseList(row.mutations),
  effects: { apply: parseList(row.apply), revert: parseList(row.revert) },
})

type LoggedChange = Omit<Change, 'before' | 'after'>

const changesOf = (db: DatabaseSync, seq: number): LoggedChange[] =>
  db.prepare('select * from changes where seq = ? order by position').all(seq).map(toChange)

/** The same without what was written: only which documents, and whether they were made, changed or deleted. */
const outlineOf = (db: DatabaseSync, seq: number): LoggedChange[] =>
  db
    .prepare(
      "select document_id, operation, '[]' as mutations, '[]' as apply, '[]' as revert from changes where seq = ? order by position",
    )
    .all(seq)
    .map(toChange)

/** The document as it was after transaction `seq`: the last snapshot before, and the effects since. */
const documentAtSeq = (db: DatabaseSync, id: string, seq: number): StoredDocument | null => {
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

/** A page of the log as JSON, and the place that the next one begins behind; null when there is none. */
export type LogPage = { bytes: Uint8Array; next: number | null }

/** Joins JSON texts until they are long enough: at least one, so that a reader always gets on. */
const joinUntil = <Item>(
  items: Iterable<Item>,
  most: number,
  textOf: (item: Item) => string,
): { texts: string[]; last: Item | null } => {
  const texts: string[] = []
  let length = 0
  for (const item of items) {
    const text = textOf(item)
    texts.push(text)
    length += text.length
    if (length >= most) return { texts, last: item }
  }
  return { texts, last: null }
}

/** Transactions that touch one of the documents, within two transaction ids (inclusive; an unknown one means none), behind the place `after`. */
export const transactions = (
  db: DatabaseSync,
  { range, after, most }: { range: LogRange; after: number | null; most: number },
): LogPage => {
  const isReverse = range.reverse === true
  const from = range.from === undefined ? 0 : seqOfTransaction(db, range.from)
  const to = range.to === undefined ? Number.MAX_SAFE_INTEGER : seqOfTransaction(db, range.to)
  if (from === null || to === null) return { bytes: toBytes('[]'), next: null }
  const rows = db
    .prepare(
      `select * from transactions where seq between :from and :to
       and seq in (select seq from changes where document_id in (select value from json_each(:ids)))
       order by seq ${isReverse ? 'desc' : 'asc'} limit :limit`,
    )
    .iterate({
      from: after === null || isReverse ? from : Math.max(from, after + 1),
      to: after === null || !isReverse ? to : Math.min(to, after - 1),
      ids: JSON.stringify(range.documentIds),
      limit: range.limit ?? -1,
    })
  const read = range.outline === true ? outlineOf : changesOf
  const { texts, last } = joinUntil(rows, most, (row) =>
    JSON.stringify({ ...toHead(row), changes: read(db, Number(row.seq)) }),
  )
  return { bytes: toBytes(`[${texts.join(',')}]`), next: last === null ? null : Number(last.seq) }
}

/** Commits after `seq`, oldest first, with the documents before and after, as JSON. Fewer than `limit` when they are long. */
export const commitsAfter = (
  db: DatabaseSync,
  { seq, limit, most }: { seq: number; limit: number; most: number },
): Text => {
  const rows = db.prepare('select * from transactions where seq > ? order by seq limit ?').iterate(seq, limit)
  const { texts } = joinUntil(rows, most, (row) => {
    const head = toHead(row)
    const changes = changesOf(db, head.seq).map((change) => ({
      ...change,
      before: documentAtSeq(db, change.documentId, head.seq - 1),
      after: documentAtSeq(db, change.documentId, head.seq),
    }))
    return JSON.stringify({ ...head, changes, ...(changes.some(purges) ? { purged: true } : {}) })
  })
  return { bytes: toBytes(`[${texts.join(',')}]`) }
}

/** The newest commit's place in history; 0 and '' when there is none. */
export const newest = (db: DatabaseSync): { seq: number; transactionId: string } => {
  const row = db.prepare('select seq, id from transactions order by seq desc limit 1').get()
  return row === undefined ? { seq: 0, transactionId: '' } : { seq: Number(row.seq), transactionId: String(row.id) }
}
