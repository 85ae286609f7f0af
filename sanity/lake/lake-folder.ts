import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The data folder can't be used. The message is one plain sentence for the person who started the program. */
export class LakeFolderError extends Error {
  override name = 'LakeFolderError'
}

export type LakeFolder = {
  /** The folder's real path. */
  path: string
  assets: string
  imageCache: string
  /** Lets the next process in. */
  release(): void
}

/**
 * Makes the data folder if need be and locks it for this process. The kernel holds the lock: it is gone with the process,
 * however that ends. Throws LakeFolderError.
 */
export function holdFolder(folder: string): LakeFolder {
  const path = makeFolder(folder)
  const lock = lockFile(join(path, 'lake.lock.sqlite'), path)
  return { path, assets: join(path, 'assets'), imageCache: join(path, 'cache', 'images'), release: () => lock.close() }
}

function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const path = realpathSync(folder)
    accessSync(path, constants.W_OK | constants.X_OK)
    mkdirSync(join(path, 'assets', 'incoming'), { recursive: true })
    mkdirSync(join(path, 'cache', 'images'), { recursive: true })
    return path
  } catch (error) {
    throw new LakeFolderError(`The data folder ${folder} can't be written: ${reasonOf(error)}.`)
  }
}

function lockFile(file: string, folder: string): DatabaseSync {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(file, { timeout: 0 })
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock?.close()
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === 5
    if (isBusy) throw new LakeFolderError(`The data folder ${folder} is in use by another process.`)
    throw new LakeFolderError(`The data folder ${folder} can't be written: ${reasonOf(error)}.`)
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const known: Readonly<Record<string, string>> = {
    EACCES: 'permission is missing',
    EPERM: 'permission is missing',
    EROFS: 'the disk is read-only',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'there is a file of that name',
    ENOSPC: 'the disk is full',
  }
  return known[code] ?? error.message.replace(/\.$/, '')
}
