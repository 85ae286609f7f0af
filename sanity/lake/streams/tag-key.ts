import { z } from 'zod'
import { newSecret } from '../auth/secrets.ts'
import type { Records } from '../engine/types.ts'

const kind = 'sync-tag-key'
const name = 'key'

/** The key that makes sync tags opaque. It stays with the data folder: what a client has cached is found again after a restart. */
export async function openTagKey(records: Records): Promise<string> {
  const kept = z
    .string()
    .min(32)
    .safeParse((await records.list(kind, [name])).get(name))
  if (kept.success) return kept.data
  const key = newSecret()
  await records.put(kind, name, key)
  return key
}
