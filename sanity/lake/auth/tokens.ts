import { z } from 'zod'
import type { Records } from '../engine/types.ts'
import { readRecords } from './read-records.ts'
import { hashSecret, newSecret } from './secrets.ts'

const tokenRecord = z.object({ id: z.string(), label: z.string(), role: z.string(), createdAt: z.iso.datetime() })

/** What is known of a token; the token itself is with whoever asked for it. */
export type Token = z.infer<typeof tokenRecord>

export type Tokens = {
  /** The token of that secret, with the hash it is kept under. */
  find(secret: string): { hash: string; token: Token } | undefined
  /** A new token, shown once. */
  add(token: { label: string; role: string }): Promise<string>
  list(): readonly Token[]
  /** Takes the tokens with that id or label away, and answers their hashes and what they were. */
  revoke(idOrLabel: string): Promise<readonly { hash: string; token: Token }[]>
}

/** The tokens of programs. Kept as SHA-256: a token is 256 random bits, which no dictionary holds, so a slow hash would add nothing. */
export async function openTokens({ records, now }: { records: Records; now: () => Date }): Promise<Tokens> {
  const tokens = await readRecords(records, 'token', tokenRecord)
  return {
    find(secret) {
      const hash = hashSecret(secret)
      const token = tokens.get(hash)
      return token && { hash, token }
    },
    async add({ label, role }) {
      const secret = newSecret()
      const hash = hashSecret(secret)
      const token: Token = { id: `token-${hash.slice(0, 12)}`, label, role, createdAt: now().toISOString() }
      await records.put('token', hash, token)
      tokens.set(hash, token)
      return secret
    },
    list: () => [...tokens.values()].toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    async revoke(idOrLabel) {
      const byId = [...tokens].filter(([, { id }]) => id === idOrLabel)
      const found = byId.length > 0 ? byId : [...tokens].filter(([, { label }]) => label === idOrLabel)
      for (const [hash] of found) tokens.delete(hash) // before the first await: it must be of no use from now on
      for (const [hash] of found) await records.delete('token', hash)
      return found.map(([hash, token]) => ({ hash, token }))
    },
  }
}
