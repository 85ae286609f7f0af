import type { DatabaseSync } from 'node:sqlite'
import type { Lake } from './transaction.ts'
import { IMPORT_TIME, isImport } from './version-lock.ts'

/**
 * @param db a database.
 * @returns for the instant of a transaction, what it has to know of the lake beyond single documents.
 */
export const openLakeBefore = (db: DatabaseSync): ((timestamp: string) => Lake) => {
  // No id has a character behind the last one of Unicode.
  const under = db.prepare('select id from documents where id >= :prefix and id < :prefix || char(1114111) order by id')
  const lastChange = db.prepare(
    'select t.timestamp, c.mutations from transactions t join changes c on c.seq = t.seq where t.id = :revision and c.document_id = :id',
  )
  return (timestamp) => ({
    idsUnder: (prefix) => under.all({ prefix }).map((row) => String(row.id)),
    isBeingImported: ({ _id: id, _rev }) => {
      const row = lastChange.get({ revision: String(_rev), id })
      if (row === undefined || !isImport(JSON.parse(String(row.mutations)) as unknown[])) return false
      return Date.parse(timestamp) < Date.parse(String(row.timestamp)) + IMPORT_TIME
    },
  })
}
