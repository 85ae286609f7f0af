import { randomBytes } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { conflict } from './failures.ts'
import { isSystemId } from './ids.ts'
import type { Plan } from './plan.ts'
import { openPurge } from './purge.ts'
import { referencesOf } from './references.ts'
import type { Change } from './types.ts'

/** A revision is stored whole at least this often; those between are rebuilt from effects. */
const SNAPSHOT_EVERY = 32
/** Bytes that are written to see whether there is room for an ordinary save. */
const PROBE = 16 * 1024

/** The writer's hold on the file. */
export type Store = {
  readonly seq: number
  /**
   * Writes what was planned, or with `dryRun` only finds out whether that is possible. Answers false when the plan is of another state, and nothing
   * is written. Throws LakeError; then nothing is written either.
   */
  write(plan: Plan, dryRun: boolean): boolean
  putRecords(kind: string, records: readonly (readonly [key: string, value: unknown])[]): void
  deleteRecord(kind: string, key: string): void
  /** Writes a little and takes it back out. Throws when nothing can be written. */
  probe(): void
}

const SQL = {
  exists: 'select 1 from documents where id = ?',
  since: 'select since from documents where id = ?',
  save: `insert into documents (id, type, json, seq, since) values (?, ?, ?, ?, ?)
    on conflict (id) do update set type = excluded.type, json = excluded.json, seq = excluded.seq, since = excluded.since`,
  remove: 'delete from documents where id = ?',
  bury: 'insert or replace into tombstones (id, seq) values (?, ?)',
  unbury: 'delete from tombstones where id = ?',
  begun: 'insert into transactions (seq, id, timestamp, identity) values (?, ?, ?, ?)',
  log: 'insert into changes (seq, position, document_id, operation, mutations, apply, revert, after) values (?, ?, ?, ?, ?, ?, ?, ?)',
  forget: 'delete from refs where source = ?',
  refer: 'insert into refs (source, target, strong) values (?, ?, ?)',
  referrers:
    "select source from refs where target = ? and strong = 1 and source not like '\\_.%' escape '\\' order by source limit 100",
  putRecord: 'insert or replace into records (kind, key, value) values (?, ?, ?)',
  deleteRecord: 'delete from records where kind = ? and key = ?',
}

type Statements = Record<keyof typeof SQL, StatementSync>

const write = (sql: Statements, change: Change, position: number, seq: number): void => {
  const { documentId: id, after, operation, effects } = change
  const json = after === null ? null : JSON.stringify(after)
  const patch = JSON.stringify(effects.apply)
  let snapshot: string | null = json ?? 'null'
  if (json !== null && after !== null) {
    const row = sql.since.get(id)
    const since = operation === 'create' || row === undefined ? 0 : Number(row.since) + 1
    const isWhole = since === 0 || since >= SNAPSHOT_EVERY || patch.length * 2 > json.length
    if (!isWhole) snapshot = null
    sql.save.run(id, after._type, json, seq, isWhole ? 0 : since)
    sql.unbury.run(id)
  } else {
    sql.remove.run(id)
    sql.bury.run(id, seq)
  }
  sql.forget.run(id)
  if (after !== null) for (const { target, strong } of referencesOf(after)) sql.refer.run(id, target, strong ? 1 : 0)
  sql.log.run(
    seq,
    position,
    id,
    operation,
    JSON.stringify(change.mutations),
    patch,
    JSON.stringify(effects.revert),
    snapshot,
  )
}

/** Checks the state the transaction leaves: no strong reference to nothing, in neither direction. */
const checkReferences = (sql: Statements, changes: readonly Change[], indexes: ReadonlyMap<string, number>): void => {
  for (const { documentId: id, after } of changes) {
    const index = indexes.get(id) ?? 0
    if (isSystemId(id)) continue
    if (after === null) {
      const referencingIDs = sql.referrers.all(id).map((row) => String(row.source))
      if (referencingIDs.length === 0) continue
      const description = `Document "${id}" cannot be deleted as there are references to it from "${referencingIDs[0]}"`
      throw conflict(index, 'documentHasExistingReferencesError', description, { id, referencingIDs })
    }
    for (const { target, strong } of referencesOf(after)) {
      if (!strong || isSystemId(target) || sql.exists.get(target) !== undefined) continue
      const description = `Document "${id}" references non-existent document "${target}"`
      throw conflict(index, 'documentReferenceDoesNotExistError', description, { id, referenceID: target })
    }
  }
}

/**
 * @param db the writer's database.
 * @returns the store.
 */
export const openStore = (db: DatabaseSync): Store => {
  const sql = Object.fromEntries(Object.entries(SQL).map(([name, text]) => [name, db.prepare(text)])) as Statements
  const last = db.prepare('select coalesce(max(seq), 0) as seq from transactions').get()
  let seq = Number(last?.seq)

  const purge = openPurge(db)

  const within = <Result>(dryRun: boolean, work: () => Result): Result => {
    db.exec('begin immediate')
    try {
      const result = work()
      db.exec(dryRun ? 'rollback' : 'commit')
      return result
    } catch (error) {
      // A full disk may already have ended the transaction.
      if (db.isTransaction) db.exec('rollback')
      throw error
    }
  }

  return {
    get seq() {
      return seq
    },
    write: ({ commit, indexes }, dryRun) => {
      if (commit.seq !== seq + 1) return false
      const { transactionId, timestamp, identity, changes } = commit
      within(dryRun, () => {
        const real = changes.filter((change) => change.operation !== 'none')
        sql.begun.run(commit.seq, transactionId, timestamp, identity)
        purge(changes).forEach((change, position) => write(sql, change, position, commit.seq))
        checkReferences(sql, real, new Map(changes.map(({ documentId }, place) => [documentId, indexes[place] ?? 0])))
      })
      if (!dryRun) seq = commit.seq
      return true
    },
    putRecords: (kind, records) =>
      within(false, () => {
        for (const [key, value] of records) sql.putRecord.run(kind, key, JSON.stringify(value))
      }),
    probe: () =>
      within(false, () => {
        sql.putRecord.run('probe', 'disk', JSON.stringify(randomBytes(PROBE / 2).toString('hex')))
        sql.deleteRecord.run('probe', 'disk')
      }),
    deleteRecord: (kind, key) => void sql.deleteRecord.run(kind, key),
  }
}
