import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isUnfinishedBackup } from './backup/unfinished.ts'
import { databasePath } from './engine/database.ts'
import { reasonOf } from './file-errors.ts'
import { makeFolders, makePrivate, writePrivately } from './private-files.ts'

/** The data folder can't be used. The message is one plain sentence for the person who started the program. */
export class LakeFolderError extends Error {
  override name = 'LakeFolderError'
}

export type LakeFolder = {
  /** The folder's real path. */
  path: string
  assets: string
  imageCache: string
  /** What the person who runs the lake should know, in sentences. */
  warnings: readonly string[]
  /** Lets the next process in. */
  release(): void
}

/**
 * Makes the data folder if need be, keeps it from the machine's other users, and locks it for this process. The kernel holds the lock: it is
 * gone with the process, however that ends.
 * @throws LakeFolderError when the folder can't be used, is in use, or once held a lake whose database is gone.
 */
export function holdFolder(folder: string): LakeFolder {
  writePrivately()
  const { path, assets, imageCache, warnings } = makeFolder(folder)
  const lock = lockFile(join(path, 'lake.lock.sqlite'), path)
  try {
    mustBeWhole(path)
  } catch (error) {
    lock.close()
    throw error
  }
  return { path, assets, imageCache, warnings, release: () => lock.close() }
}

function makeFolder(folder: string): Omit<LakeFolder, 'release'> {
  try {
    makeFolders(folder)
    const path = realpathSync(folder)
    accessSync(path, constants.W_OK | constants.X_OK)
    const [assets, imageCache] = [join(path, 'assets'), join(path, 'cache', 'images')]
    for (const inner of [join(assets, 'incoming'), imageCache]) makeFolders(inner)
    return { path, assets, imageCache, warnings: makePrivate(path) }
  } catch (error) {
    throw new LakeFolderError(`The data folder ${folder} can't be written: ${reasonOf(error)}.`)
  }
}

function lockFile(file: string, folder: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(file, { timeout: 0 })
    lock.exec('pragma journal_mode = memory; begin exclusive') // the lock needs no room on a disk that is full
    return lock
  } catch (error) {
    lock?.close()
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === 5
    if (isBusy) throw new LakeFolderError(`The data folder ${folder} is in use by another process.`)
    throw new LakeFolderError(`The data folder ${folder} can't be written: ${reasonOf(error)}.`)
  }
}

/**
 * Pictures without a database, or a database without a byte, are no new lake: an empty one would take the place of what was lost, and nobody
 * would notice until a backup is overwritten too.
 */
function mustBeWhole(folder: string): void {
  if (isUnfinishedBackup(folder))
    throw new LakeFolderError(`The data folder ${folder} is half a backup: the backup was cut off. Use another backup.`)
  const file = databasePath(folder)
  const found = statSync(file, { throwIfNoEntry: false })
  const advice = 'Put the data folder back from a backup. To begin with an empty lake, empty the folder.'
  if (found && !found.isFile()) throw new LakeFolderError(`${file} is not a file. ${advice}`)
  if (found && found.size === 0)
    throw new LakeFolderError(`The lake's database ${file} is empty: its content was lost. ${advice}`)
  if (!found && hasRemains(folder))
    throw new LakeFolderError(`The lake's database ${file} is missing, but other files of a lake are there. ${advice}`)
}

/** Whether there are uploaded originals, or writes that SQLite had not yet taken into its file. */
function hasRemains(folder: string): boolean {
  const log = statSync(`${databasePath(folder)}-wal`, { throwIfNoEntry: false })
  return (
    (log?.size ?? 0) > 0 || readdirSync(join(folder, 'assets'), { withFileTypes: true }).some((entry) => entry.isFile())
  )
}
