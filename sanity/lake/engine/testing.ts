import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEngine } from './engine.ts'
import type { Engine, EngineOptions, StoredDocument } from './types.ts'

/** A folder of its own for a test, and the way to be rid of it. */
export const makeFolder = async (): Promise<{ folder: string; remove: () => Promise<void> }> => {
  const folder = await mkdtemp(join(tmpdir(), 'lake-engine-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** A real engine in a folder of its own; `end` closes the one and removes the other. */
export const openTestEngine = async (
  options: Partial<EngineOptions> = {},
): Promise<{ engine: Engine; end: () => Promise<void> }> => {
  const { folder, remove } = await makeFolder()
  const engine = await openEngine({ folder, ...options })
  return {
    engine,
    end: async () => {
      await engine.close()
      await remove()
    },
  }
}

/** Random numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A stored document with system fields made up. */
export const stored = (document: { _id: string; _type: string; [field: string]: unknown }): StoredDocument => ({
  _rev: 'r1',
  _createdAt: '2026-01-01T00:00:00.000Z',
  _updatedAt: '2026-01-01T00:00:00.000Z',
  ...document,
})
