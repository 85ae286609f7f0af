import type { DatabaseSync } from 'node:sqlite'
import { boundedText, type Text } from './answer-text.ts'
import { checkSize } from './document-rules.ts'
import { transactionAlreadyExists } from './failures.ts'
import { openLakeBefore } from './lake-before.ts'
import { newest, parseDocument } from './log.ts'
import { checkRights } from './rights.ts'
import { applyTransaction, type Transaction } from './transaction.ts'
import { type Commit, LakeError, type StoredDocument } from './types.ts'

/** Who writes, and the GROQ filter of what they may write; without one, everything. */
export type Author = { identity: string; writable?: string }

/** What a transaction will do, found out without writing: the commit, and for each of its changes the step of the request that it came from. */
export type Plan = { commit: Commit; indexes: readonly number[] }

/** Bytes of all documents of one transaction before and after it, with what was asked of them. One document may have 32 MB. */
const MOST_PLAN = 128 * 1024 * 1024

const planTooLarge = () =>
  new LakeError(413, {
    type: 'transactionTooLarge',
    description: `The documents of this transaction have more than ${MOST_PLAN / 1024 / 1024} MB together, and nothing was written. Send it in smaller transactions.`,
  })

const planWithin = (db: DatabaseSync, transaction: Transaction, { identity, writable }: Author): Plan => {
  const { transactionId, timestamp } = transaction
  if (db.prepare('select 1 from transactions where id = ?').get(transactionId) !== undefined) {
    throw transactionAlreadyExists(transactionId)
  }
  const readRow = db.prepare('select json from documents where id = ?')
  const read = (id: string): StoredDocument | null => {
    const row = readRow.get(id)
    return row === undefined ? null : parseDocument(row.json, id)
  }
  const { changes, indexes } = applyTransaction(transaction, read, openLakeBefore(db)(timestamp))
  const real = changes.filter((change) => change.operation !== 'none')
  if (writable !== undefined) checkRights(writable, changes, indexes, read)
  for (const { documentId, after } of real) if (after !== null) checkSize(documentId, JSON.stringify(after))
  return {
    commit: { seq: newest(db).seq + 1, transactionId, timestamp, identity, changes },
    indexes: changes.map(({ documentId }) => indexes.get(documentId) ?? 0),
  }
}

/**
 * Finds out what a transaction does to the newest state, as JSON of a `Plan`: applies it, and asks its author's rights. All that a request can
 * make dear is done here, and nothing is written. Throws LakeError.
 */
export const planTransaction = (
  db: DatabaseSync,
  { transaction, author }: { transaction: Transaction; author: Author },
): Text => {
  // One read transaction: every document of one and the same state.
  db.exec('begin')
  try {
    return { bytes: boundedText(planWithin(db, transaction, author), MOST_PLAN, planTooLarge) }
  } finally {
    db.exec('commit')
  }
}
