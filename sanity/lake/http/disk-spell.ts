import type { LogEntry } from '../log-entry.ts'

/** Whether the disk of the lake is full. */
export type DiskSpell = {
  /** A write was refused for want of room. */
  full(): void
  /** A write went through. */
  free(): void
}

/** Writes a full disk into the log once, when it begins, and once when it is over: not for every save in between. */
export function createDiskSpell(log: (entry: LogEntry) => void): DiskSpell {
  let isFull = false
  return {
    full() {
      if (!isFull)
        log({
          level: 'error',
          message:
            'The disk of the lake is full: nothing can be saved or uploaded until there is room. What was saved before is safe.',
        })
      isFull = true
    },
    free() {
      if (isFull) log({ level: 'info', message: 'There is room on the disk of the lake again: saving works.' })
      isFull = false
    },
  }
}
