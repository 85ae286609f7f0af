import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Writes a file that is there, or a folder's list of names, through to the disk: both must outlive a power cut. Windows has no such call for folders. */
export function syncToDisk(path: string, kind: 'file' | 'folder'): void {
  if (kind === 'folder' && process.platform === 'win32') return
  const handle = openSync(path, kind === 'file' ? 'r+' : 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
