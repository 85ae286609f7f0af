import { z } from 'zod'
import type { Records } from '../engine/types.ts'
import { readRecords } from './read-records.ts'

export type LastUse = {
  /** When an account or token was last used, as a UTC instant. */
  of(id: string): string | undefined
  note(id: string): void
  forget(id: string): Promise<void>
  /** Resolves when what was noted is written. */
  close(): Promise<void>
}

/** Every request is a use; the disk hears of it once a minute, and at the end. */
const writeEvery = 60_000

/** Remembers when each account and token was last used. In records of its own: noting a use can never bring back what was taken away. */
export async function openLastUse({ records, now }: { records: Records; now: () => Date }): Promise<LastUse> {
  const used = await readRecords(records, 'last-use', z.iso.datetime())
  const written = new Map([...used].map(([id, at]) => [id, Date.parse(at)]))
  const underway = new Set<Promise<void>>()

  function write(id: string, at: string): void {
    written.set(id, Date.parse(at))
    // A last use that can't be written is none of the request's business: the next one tries again.
    const done = records
      .put('last-use', id, at)
      .catch(() => void written.delete(id))
      .finally(() => underway.delete(done))
    underway.add(done)
  }

  return {
    of: (id) => used.get(id),
    note(id) {
      const at = now()
      used.set(id, at.toISOString())
      const before = written.get(id)
      if (before === undefined || Math.abs(at.getTime() - before) >= writeEvery) write(id, at.toISOString())
    },
    async forget(id) {
      used.delete(id)
      written.delete(id)
      await records.delete('last-use', id)
    },
    async close() {
      for (const [id, at] of used) if (written.get(id) !== Date.parse(at)) write(id, at)
      await Promise.all(underway)
    },
  }
}
