import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { syncToDisk } from '../sync.ts'
import { keepReserve, releaseReserve } from './reserve.ts'
import { explaining, isDiskFull, lacksRoom } from './sqlite-errors.ts'
import { type AssetPlace, LakeFileError } from './types.ts'

/** The version of the tables below. Raise it with a migration; a file of a newer one is refused. */
export const SCHEMA_VERSION = 2

/** What makes a file of the version before into one of this version. */
const MIGRATIONS: Readonly<Record<number, string>> = {
  // Version 1 knew one person, "editor", without a record. Accounts came with 2: that person is the owner, in sessions and in history.
  2: `
update transactions set identity = 'owner' where identity = 'editor';
update records set kind = 'keyvalue:owner' where kind = 'keyvalue:editor';
update records set value = json_set(value, '$.account', 'owner') where kind in ('session', 'sign-in-code');
`,
}

// "changes.after" is a snapshot: kept when a document is made or deleted and now and then between, the rest is rebuilt from effects.
const TABLES = `
create table if not exists meta (key text primary key, value text not null) strict;
create table if not exists documents (
  id text primary key, type text not null, json text not null, seq integer not null, since integer not null
) strict;
create index if not exists documents_seq on documents (seq);
create table if not exists tombstones (id text primary key, seq integer not null) strict;
create index if not exists tombstones_seq on tombstones (seq);
create table if not exists transactions (
  seq integer primary key, id text not null unique, timestamp text not null, identity text not null
) strict;
create table if not exists changes (
  seq integer not null, position integer not null, document_id text not null, operation text not null,
  mutations text not null, apply text not null, revert text not null, after text, primary key (seq, position)
) strict, without rowid;
create index if not exists changes_document on changes (document_id, seq);
create table if not exists refs (
  source text not null, target text not null, strong integer not null, primary key (source, target)
) strict, without rowid;
create index if not exists refs_target on refs (target);
create table if not exists records (
  kind text not null, key text not null, value text not null, primary key (kind, key)
) strict, without rowid;
`

/** The one file of the engine. */
export const databasePath = (folder: string): string => join(folder, 'lake.sqlite')

const versionOf = (db: DatabaseSync): number | null => {
  const hasMeta = db.prepare("select 1 from sqlite_master where type = 'table' and name = 'meta'").get() !== undefined
  const row = hasMeta ? db.prepare("select value from meta where key = 'version'").get() : undefined
  return row === undefined ? null : Number(row.value)
}

const migrate = (db: DatabaseSync, from: number): void => {
  for (let version = from + 1; version <= SCHEMA_VERSION; version += 1) {
    // Each step whole or not at all: a process that is killed in the middle goes on from where it was.
    db.exec(
      `begin immediate; ${MIGRATIONS[version] ?? ''} update meta set value = '${version}' where key = 'version'; commit;`,
    )
  }
}

/**
 * Makes a new lake's file under another name first, so that `lake.sqlite` is never half a database: one without tables, or without a byte, was
 * damaged later and must not be taken for a new lake.
 */
const create = (file: string): void => {
  const made = `${file}.new`
  for (const left of [made, `${made}-journal`]) rmSync(left, { force: true })
  try {
    closeSync(openSync(made, 'wx', 0o600)) // SQLite would let everybody read it
    const db = new DatabaseSync(made)
    try {
      db.exec(
        `begin immediate; ${TABLES} insert into meta (key, value) values ('version', '${SCHEMA_VERSION}'); commit;`,
      )
    } finally {
      db.close()
    }
    syncToDisk(made, 'file')
    renameSync(made, file)
    syncToDisk(dirname(file), 'folder')
  } catch (error) {
    rmSync(made, { force: true })
    throw error
  }
}

/** The first look at a database makes files beside it. When there is no room for them, the reserve makes some. */
const withReserve = <T>(file: string, look: () => T): T => {
  try {
    return look()
  } catch (error) {
    if (!lacksRoom(error) || !releaseReserve(file)) throw error
    return look()
  }
}

/**
 * Opens the file for its one writer. Makes it where there is none, and brings a file of an older version up to this one.
 * @param mostPages the file may not grow beyond so many pages, as on a disk that is full. For tests.
 * @throws LakeFileError for a newer version and for a file that can't be used; LakeError 507 when the disk is full.
 */
export const openForWriting = (folder: string, mostPages?: number): DatabaseSync =>
  explaining(databasePath(folder), () => {
    if (!existsSync(databasePath(folder))) create(databasePath(folder))
    const db = new DatabaseSync(databasePath(folder))
    try {
      const version = withReserve(databasePath(folder), () => versionOf(db))
      if (version === null)
        throw new LakeFileError(
          `The file ${databasePath(folder)} is not a lake: the tables of a lake are missing. Put the data folder back from a backup.`,
        )
      if (version > SCHEMA_VERSION) {
        const description = `version ${version}, this program knows up to ${SCHEMA_VERSION}`
        throw new LakeFileError(`The lake in ${folder} was made by a newer Lakeside (${description}).`)
      }
      db.exec('pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000;')
      // What is deleted with its history must not go on standing in free places of the file.
      db.exec('pragma secure_delete = on;')
      if (mostPages !== undefined) db.exec(`pragma max_page_count = ${mostPages}`)
      db.exec(TABLES)
      migrate(db, version)
      keepReserve(databasePath(folder))
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })

const MOVE_ASSETS = `
update documents set json = json_set(json, '$.url', :base || '/' || json_extract(json, '$.path'))
where type in ('sanity.imageAsset', 'sanity.fileAsset')
  and (json_extract(json, '$.path') glob 'images/' || :owner || '/*' or json_extract(json, '$.path') glob 'files/' || :owner || '/*')
  and json_extract(json, '$.url') is not :base || '/' || json_extract(json, '$.path')
`

/**
 * Gives the documents of this lake's own assets the address that the lake has now: a folder that was moved must not lead to where it
 * once was. It is no edit, so it makes no revision. What was taken over from elsewhere keeps its address. On a full disk the addresses stay as
 * they are until the next start: readers can still be served. A document whose JSON is damaged is named by who reads it.
 */
export const moveAssets = (db: DatabaseSync, { base, owner }: AssetPlace): void => {
  try {
    db.prepare(MOVE_ASSETS).run({ base, owner })
  } catch (error) {
    if (!isDiskFull(error) && !(error instanceof Error && error.message === 'malformed JSON')) throw error
  }
}

/** Opens the file for questions only; the writer must have made it. */
export const openForReading = (folder: string): DatabaseSync =>
  explaining(databasePath(folder), () => {
    const db = new DatabaseSync(databasePath(folder), { readOnly: true })
    db.exec('pragma busy_timeout = 5000;')
    return db
  })
