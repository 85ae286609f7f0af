import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, type Stats, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { isMainThread } from 'node:worker_threads'

/** The permission bits of everybody but the owner. */
const others = 0o077

/**
 * From now on this process makes files and folders for its own user only. SQLite and sharp make files of their own and can't be told
 * otherwise. Does nothing in a worker: the setting belongs to the process.
 */
export function writePrivately(): void {
  if (isMainThread) process.umask(others)
}

/**
 * Makes a folder with all folders above it, each for its own user only. Node's own way never ends in places like /proc, where a folder
 * can't be made.
 * @throws the file system's error, for example with the code ENOENT, EACCES or EEXIST.
 */
export function makeFolders(folder: string): void {
  const path = resolve(folder)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  const above = dirname(path)
  if (!existsSync(above)) makeFolders(above)
  mkdirSync(path, { mode: 0o700 })
}

/** What a lake keeps in its data folder. */
const isLakes = (name: string) => /^(?:lake\.(?:sqlite|lock\.sqlite|sock).*|assets|cache)$/.test(name)

/** May stand in a data folder that is a disk of its own. */
const isDisks = (name: string) => name === 'lost+found'

/**
 * Takes a data folder that is there already from everybody but its owner: folders to 0700, files to 0600. Folders whose own mode is right are
 * not looked into, so a start does not touch each of thousands of pictures again. Only the lake's own files are touched; a folder in which
 * other things are too, such as a home folder, keeps its mode.
 * @returns sentences about what could not be changed.
 */
export function makePrivate(folder: string): readonly string[] {
  if (process.platform === 'win32') return []
  const open: string[] = []
  const names = readdirSync(folder)
  for (const name of names.filter(isLakes)) open.push(...close(join(folder, name)))
  if (names.every((name) => isLakes(name) || isDisks(name))) open.push(...closeOne(folder, statSync(folder)))
  else if ((statSync(folder).mode & others) !== 0) open.push(`${folder} (other files are in it)`)
  if (open.length === 0) return []
  const more = open.length > 1 ? ` and ${open.length - 1} more` : ''
  return [
    `Other users of this machine may look into the data folder, where drafts and password hashes are: the permissions of ${open[0]}${more} were not changed. Keep the data in a folder of its own that belongs to the user who runs this.`,
  ]
}

/** Answers what stays open, and why. */
function close(path: string): string[] {
  const found = lstatSync(path)
  if (found.isFile()) return closeOne(path, found)
  if (!found.isDirectory() || (found.mode & others) === 0) return []
  return [...closeOne(path, found), ...readdirSync(path).flatMap((name) => close(join(path, name)))]
}

function closeOne(path: string, found: Stats): string[] {
  if ((found.mode & others) === 0) return []
  if (found.uid !== process.getuid?.()) return [`${path} (it belongs to another user)`]
  try {
    chmodSync(path, found.isDirectory() ? 0o700 : 0o600)
    return []
  } catch (error) {
    return [`${path} (${error instanceof Error && 'code' in error ? String(error.code) : String(error)})`]
  }
}
