import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Records } from '../engine/types.ts'
import { keepPassword, keptPassword } from './passwords.ts'
import { readRecords } from './read-records.ts'
import { RefusedError } from './refused.ts'

const accountRecord = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  createdAt: z.iso.datetime(),
  password: keptPassword.optional(),
  /** The first sign-in by a link asks for the name; this is whether it has. */
  isNamed: z.boolean(),
  /** An account that was taken away stays as a name: history goes on naming who wrote. */
  removedAt: z.iso.datetime().optional(),
})

/** A person who may sign in, or once could. */
export type Account = z.infer<typeof accountRecord>

/** The account of the person who has the data folder: what `sign-in` and the link at the start are for. It is always there. */
export const ownerId = 'owner'

/** A name that can't be. */
export class NameError extends RefusedError {
  override name = 'NameError'
  readonly reason: 'empty' | 'taken'
  constructor(reason: 'empty' | 'taken', message: string) {
    super(message)
    this.reason = reason
  }
}

export type Accounts = {
  /** The account, as long as it may sign in. */
  active(id: string): Account | undefined
  /** The name of an account, also of one that was taken away. */
  nameOf(id: string): string | undefined
  byName(name: string): Account | undefined
  list(): readonly Account[]
  /** Throws NameError. Without a password the account is for one-time links. */
  add(account: { name: string; role: string; password?: string }): Promise<Account>
  /** What the person said at the first sign-in. Throws NameError; then nothing is changed. */
  introduce(id: string, said: { name?: string; password?: string }): Promise<void>
  setPassword(id: string, password: string): Promise<void>
  /** From now on nobody signs in with it; its name stays for history. */
  remove(id: string): Promise<void>
}

const longestName = 60

/** The people of a lake. */
export async function openAccounts({ records, now }: { records: Records; now: () => Date }): Promise<Accounts> {
  const accounts = await readRecords(records, 'account', accountRecord)
  const list = () =>
    [...accounts.values()]
      .filter((account) => account.removedAt === undefined)
      .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
  const byName = (name: string) => list().find((account) => sameName(account.name) === sameName(name))

  async function put(account: Account): Promise<Account> {
    const before = accounts.get(account.id)
    accounts.set(account.id, account) // before the pause: two that are added at once must not both get a name
    try {
      await records.put('account', account.id, account)
    } catch (error) {
      if (before === undefined) accounts.delete(account.id)
      else accounts.set(account.id, before)
      throw error // what is not on the disk must not be in force until the next start only
    }
    return account
  }

  function freeName(given: string, id?: string): string {
    const name = given
      .normalize('NFC')
      .replace(/[\p{C}\p{Z}]+/gu, ' ')
      .trim()
    if (name === '' || name.length > longestName)
      throw new NameError('empty', `A name has 1 to ${longestName} characters.`)
    const other = byName(name)
    if (other && other.id !== id) throw new NameError('taken', `There is somebody named "${name}" already.`)
    return name
  }

  function mustBe(id: string): Account {
    const account = accounts.get(id)
    if (account === undefined || account.removedAt !== undefined) throw new Error(`There is no account ${id}.`)
    return account
  }

  if (!accounts.has(ownerId)) {
    await put({ id: ownerId, name: '管理員', role: 'administrator', createdAt: now().toISOString(), isNamed: false })
  }

  return {
    active(id) {
      const account = accounts.get(id)
      return account?.removedAt === undefined ? account : undefined
    },
    nameOf: (id) => accounts.get(id)?.name,
    byName,
    list,
    async add({ name, role, password }) {
      freeName(name)
      const kept = password === undefined ? {} : { password: await keepPassword(password) }
      // Asked again after the pause: two that are added at once must not both get the name.
      return put({
        id: `user-${randomBytes(8).toString('hex')}`,
        name: freeName(name),
        role,
        createdAt: now().toISOString(),
        isNamed: password !== undefined,
        ...kept,
      })
    },
    async introduce(id, { name, password }) {
      if (name !== undefined) freeName(name, id)
      const kept = password === undefined ? {} : { password: await keepPassword(password) }
      const account = mustBe(id)
      await put({ ...account, ...kept, ...(name === undefined ? {} : { name: freeName(name, id) }), isNamed: true })
    },
    async setPassword(id, password) {
      const kept = await keepPassword(password)
      await put({ ...mustBe(id), password: kept })
    },
    async remove(id) {
      const { password: _, ...account } = mustBe(id)
      await put({ ...account, removedAt: now().toISOString() })
    },
  }
}

/** Names are told apart without regard to case and width. */
function sameName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}
