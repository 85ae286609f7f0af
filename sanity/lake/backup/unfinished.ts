import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Stands in a backup from its first moment to its last: a backup that was cut off says so by its presence. */
export const unfinishedName = 'unfinished-backup.txt'

const words =
  'This backup was not finished. Documents or files are missing in it. Delete this folder and make another backup.\n'

/** Whether the folder holds a backup that was cut off. */
export const isUnfinishedBackup = (folder: string): boolean => existsSync(join(folder, unfinishedName))

export const markUnfinished = (folder: string): void =>
  writeFileSync(join(folder, unfinishedName), words, { flag: 'wx', flush: true, mode: 0o600 })

export const markFinished = (folder: string): void => rmSync(join(folder, unfinishedName))
