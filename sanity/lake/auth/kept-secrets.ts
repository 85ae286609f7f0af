import { z } from 'zod'
import type { Records } from '../engine/types.ts'
import { readRecords } from './read-records.ts'
import { hashSecret, newSecret } from './secrets.ts'

const expiring = z.object({ account: z.string(), expiresAt: z.iso.datetime() })
type Expiring = z.infer<typeof expiring>

export type Secrets = {
  /** A new secret for an account. */
  create(account: string, seconds: number): Promise<string>
  /** Whose it is, as long as it lasts, and the hash it is kept under. */
  find(secret: string): { hash: string; account: string } | undefined
  /** Takes a secret away. Answers whose it was, `undefined` when it was over before or somebody else was first. */
  take(secret: string): Promise<{ hash: string; account: string } | undefined>
  /** Takes all of an account away. */
  takeAll(account: string): Promise<void>
}

type SecretOptions = {
  records: Records
  now: () => Date
  onEnd?: (hash: string) => void
  /** So many at a time for one account; the oldest gives way. */
  mostOfOne?: number
}

/** Secrets that stand for an account for a while: sessions, sign-in codes, passes of draft mode. What is over is swept when a new one is made. */
export async function openSecrets(
  kind: 'session' | 'sign-in-code' | 'draft-mode-pass',
  options: SecretOptions,
): Promise<Secrets> {
  const { records, now, onEnd = () => {}, mostOfOne = Infinity } = options
  const kept = await readRecords(records, kind, expiring)
  const isOver = (record: Expiring) => Date.parse(record.expiresAt) <= now().getTime()

  async function drop(hashes: readonly string[]): Promise<void> {
    // All before the first await: what is taken away is of no use from this moment on.
    for (const hash of hashes) {
      kept.delete(hash)
      onEnd(hash)
    }
    for (const hash of hashes) await records.delete(kind, hash)
  }

  function find(secret: string) {
    const hash = hashSecret(secret)
    const record = kept.get(hash)
    return record && !isOver(record) ? { hash, account: record.account } : undefined
  }

  /** Those of an account that must give way to one more. */
  function surplus(account: string): string[] {
    const own = [...kept]
      .filter(([, record]) => record.account === account)
      .toSorted(([, a], [, b]) => (a.expiresAt < b.expiresAt ? -1 : 1))
    return own.slice(0, Math.max(0, own.length + 1 - mostOfOne)).map(([hash]) => hash)
  }

  return {
    find,
    async create(account, seconds) {
      await drop([...kept].filter(([, record]) => isOver(record)).map(([hash]) => hash))
      await drop(surplus(account))
      const secret = newSecret()
      const record: Expiring = { account, expiresAt: new Date(now().getTime() + seconds * 1000).toISOString() }
      await records.put(kind, hashSecret(secret), record)
      kept.set(hashSecret(secret), record)
      return secret
    },
    async take(secret) {
      const found = find(secret)
      const record = found && kept.get(found.hash)
      if (!found || !record) return undefined
      try {
        await drop([found.hash])
      } catch (error) {
        kept.set(found.hash, record) // it is on the disk still
        throw error
      }
      return found
    },
    async takeAll(account) {
      await drop([...kept].filter(([, record]) => record.account === account).map(([hash]) => hash))
    },
  }
}
