import { z } from 'zod'
import type { Records } from '../engine/types.ts'
import { readRecords } from './read-records.ts'
import { hashSecret, newSecret } from './secrets.ts'

const tokenRecord = z.object({
  id: z.string(),
  label: z.string(),
  role: z.string(),
  createdAt: z.iso.datetime(),
  /** A token that was taken away stays as a name: history goes on naming what wrote. */
  revokedAt: z.iso.datetime().optional(),
})

/** What is known of a token; the token itself is with the one who asked for it. */
export type Token = z.infer<typeof tokenRecord>

export type Tokens = {
  /** The token of that secret, with the hash it is kept under. */
  find(secret: string): { hash: string; token: Token } | undefined
  /** A new token, shown once. */
  add(token: { label: string; role: string }): Promise<string>
  list(): readonly Token[]
  /** The label of a token, also of one that was taken away. */
  labelOf(id: string): string | undefined
  /** Takes the tokens with that id or label away, and answers their hashes and what they were. */
  revoke(idOrLabel: string): Promise<readonly { hash: string; token: Token }[]>
}

/** The tokens of programs. Kept as SHA-256: a token is 256 random bits, which no dictionary holds, so a slow hash would add nothing. */
export async function openTokens({ records, now }: { records: Records; now: () => Date }): Promise<Tokens> {
  const tokens = await readRecords(records, 'token', tokenRecord)
  const good = () => [...tokens].filter(([, { revokedAt }]) => revokedAt === undefined)
  return {
    find(secret) {
      const hash = hashSecret(secret)
      const token = tokens.get(hash)
      return token && token.revokedAt === undefined ? { hash, token } : undefined
    },
    async add({ label, role }) {
      const secret = newSecret()
      const hash = hashSecret(secret)
      const token: Token = { id: `token-${hash.slice(0, 12)}`, label, role, createdAt: now().toISOString() }
      await records.put('token', hash, token)
      tokens.set(hash, token)
      return secret
    },
    list: () =>
      good()
        .map(([, token]) => token)
        .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    labelOf: (id) => [...tokens.values()].find((token) => token.id === id)?.label,
    async revoke(idOrLabel) {
      const byId = good().filter(([, { id }]) => id === idOrLabel)
      const found = byId.length > 0 ? byId : good().filter(([, { label }]) => label === idOrLabel)
      const revokedAt = now().toISOString()
      for (const [hash, token] of found) tokens.set(hash, { ...token, revokedAt }) // before the first await: it must be of no use from now on
      for (const [index, [hash, token]] of found.entries()) {
        try {
          await records.put('token', hash, { ...token, revokedAt })
        } catch (error) {
          // Else asking again would find nothing, and the next start would know them again.
          for (const [left, unwritten] of found.slice(index)) tokens.set(left, unwritten)
          throw error
        }
      }
      return found.map(([hash, token]) => ({ hash, token }))
    },
  }
}
