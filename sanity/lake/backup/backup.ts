import { copyFileSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileName, imageName } from '../assets/asset-names.ts'
import { RefusedError } from '../auth/refused.ts'
import { databasePath, openForReading } from '../engine/database.ts'
import { explainSqlite, isDiskFull } from '../engine/sqlite-errors.ts'
import { LakeFileError } from '../engine/types.ts'
import { reasonOf } from '../file-errors.ts'
import { makeFolders, makePrivate, writePrivately } from '../private-files.ts'
import { syncToDisk } from '../sync.ts'
import { missingOriginals } from './missing-originals.ts'
import { isUnfinishedBackup, markFinished, markUnfinished, unfinishedName } from './unfinished.ts'

export type BackupReport = {
  documents: number
  transactions: number
  /** Uploaded originals. */
  files: number
  /** Ids of asset documents whose original the data folder itself does not have, or has not whole. */
  missing: readonly string[]
}

/**
 * Copies a whole lake, with history, people and tokens, while it may be in use: SQLite reads one state of the database, which is as new as the
 * last write that was answered before. Originals are never changed after their document is there, so they are copied after it.
 * @param folder the data folder.
 * @param target a folder that is not there yet, or is empty.
 * @param owner `<project>/<dataset>`, under which the lake serves its own files.
 * @throws RefusedError in one sentence. What was begun is then left with a file in it that says so, and a lake refuses to start on it.
 */
export function backUp({ folder, target, owner }: { folder: string; target: string; owner: string }): BackupReport {
  writePrivately()
  const source = mustBeLake(folder)
  const copy = prepareTarget(target, source)
  try {
    copyDatabase(source, copy)
    const files = copyOriginals(join(source, 'assets'), join(copy, 'assets'))
    const report = { ...checkCopy(copy, owner), files }
    markFinished(copy)
    syncToDisk(copy, 'folder')
    return report
  } catch (error) {
    throw new RefusedError(
      `The backup was not finished: ${isDiskFull(error) ? 'the disk is full' : reasonOf(explainSqlite(error, copy))}. What is in ${copy} is half a backup: delete it.`,
    )
  }
}

function mustBeLake(folder: string): string {
  const found = statSync(databasePath(folder), { throwIfNoEntry: false })
  if (!found?.isFile() || found.size === 0)
    throw new RefusedError(`There is no lake in ${resolve(folder)} to make a backup of.`)
  const source = realpathSync(folder)
  if (isUnfinishedBackup(source)) throw new RefusedError(`The folder ${source} is half a backup itself.`)
  return source
}

/** Answers the target's real path, made, private and marked. */
function prepareTarget(target: string, source: string): string {
  try {
    makeFolders(target)
    const path = realpathSync(target)
    if (`${path}${sep}`.startsWith(`${source}${sep}`))
      throw new RefusedError('A backup must not be in the data folder: it would be lost together with it.')
    if (isUnfinishedBackup(path))
      throw new RefusedError(
        `In ${path} there is half a backup (${unfinishedName}). Delete it, or name another folder.`,
      )
    if (readdirSync(path).length > 0)
      throw new RefusedError(`The folder ${path} is not empty, and a backup writes over nothing. Name a new folder.`)
    markUnfinished(path)
    makePrivate(path)
    makeFolders(join(path, 'assets'))
    syncToDisk(path, 'folder')
    return path
  } catch (error) {
    if (error instanceof RefusedError) throw error
    throw new RefusedError(`The folder ${target} can't be written: ${reasonOf(error)}.`)
  }
}

function copyDatabase(source: string, copy: string): void {
  const db = openForReading(source)
  try {
    db.prepare('vacuum into ?').run(databasePath(copy))
  } finally {
    db.close()
  }
  syncToDisk(databasePath(copy), 'file')
}

/** All originals, also those that only history still names. Answers how many. */
function copyOriginals(from: string, to: string): number {
  const names = readdirSync(from).filter((name) => imageName(name) ?? fileName(name))
  for (const name of names) {
    copyFileSync(join(from, name), join(to, name))
    syncToDisk(join(to, name), 'file')
  }
  syncToDisk(to, 'folder')
  return names.length
}

/** Reads the copy as a restored lake would be read. Throws when it is not whole. */
function checkCopy(copy: string, owner: string): Omit<BackupReport, 'files'> {
  const db = new DatabaseSync(databasePath(copy), { readOnly: true })
  try {
    const found = db
      .prepare('pragma integrity_check')
      .all()
      .map((row) => String(Object.values(row)[0]))
    if (found[0] !== 'ok') throw new LakeFileError(`the database is damaged (${found.slice(0, 3).join('; ')})`)
    const count = (table: string) => Number(db.prepare(`select count(*) as n from ${table}`).get()?.n)
    return {
      documents: count('documents'),
      transactions: count('transactions'),
      missing: missingOriginals(db, join(copy, 'assets'), owner),
    }
  } finally {
    db.close()
  }
}
