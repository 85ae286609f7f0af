import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'

/** Room for the two files that SQLite makes beside its database when it is opened, and for a few records. */
const bytes = 256 * 1024

const pathOf = (database: string) => `${database}-reserve`

/**
 * Keeps a little room on the disk. On a disk that other programs have filled up SQLite could not even open a database to read it, and a
 * restart would take a readable site away.
 */
export const keepReserve = (database: string): void => {
  const path = pathOf(database)
  if (existsSync(path)) return
  try {
    writeFileSync(path, randomBytes(bytes), { flag: 'wx', mode: 0o600 }) // what can be compressed might take no room
  } catch {
    rmSync(path, { force: true }) // there is no room now: the next start tries again
  }
}

/** Gives the room back to the disk. Answers whether there was any. */
export const releaseReserve = (database: string): boolean => {
  const path = pathOf(database)
  if (!existsSync(path)) return false
  rmSync(path)
  return true
}
