import type { z } from 'zod'
import type { Records } from '../engine/types.ts'

/** The records of a kind, by key. Those that are not understood are left out: what they allowed is not allowed. */
export async function readRecords<T>(records: Records, kind: string, schema: z.ZodType<T>): Promise<Map<string, T>> {
  const found = new Map<string, T>()
  for (const [key, value] of await records.list(kind)) {
    const parsed = schema.safeParse(value)
    if (parsed.success) found.set(key, parsed.data)
  }
  return found
}
