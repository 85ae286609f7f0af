import type { IncomingMessage } from 'node:http'
import type { Records } from '../engine/types.ts'
import { type Account, openAccounts, ownerId } from './accounts.ts'
import type { Caller } from './caller.ts'
import { readCookie } from './cookie.ts'
import { createEndings } from './endings.ts'
import { openSecrets } from './kept-secrets.ts'
import { openLastUse } from './last-use.ts'
import { createHashing, type Asker, commandLine } from './hashing.ts'
import { isPasswordOf, newPassword } from './passwords.ts'
import { RefusedError } from './refused.ts'
import { allRoles, type Roles } from './roles.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { openTokens, type Token } from './tokens.ts'

export const sessionSeconds = 30 * 24 * 60 * 60
const ownCodeSeconds = 15 * 60
const previewerId = 'preview'
/** Draft mode is opened from the Studio, and lasts as long as signing in there would. */
const draftModeSeconds = sessionSeconds
/** Browsers in which one person is in draft mode. */
const mostDraftModes = 20
/** A link for somebody else has to reach that person first. */
const inviteSeconds = 3 * 24 * 60 * 60

type Person = Pick<Account, 'id' | 'name' | 'role' | 'createdAt'> & {
  hasPassword: boolean
  lastUse: string | undefined
}

export type Auth = {
  readonly roles: Roles
  /** Who sends a request with these headers; `null` is a stranger. A token that is given counts, a cookie beside it does not. */
  callerOf(headers: IncomingMessage['headers']): Caller | null
  /** The name behind an id that commits are signed with, also of somebody who was removed. */
  nameOf(id: string): string | undefined
  people(): readonly Person[]
  /** A new account. Without `withPassword` it is for one-time links. Throws RefusedError. */
  addPerson(person: { name: string; role: string; withPassword: boolean }): Promise<{ password?: string }>
  /** A new password for somebody, who is signed out everywhere. Throws RefusedError. */
  renewPassword(name: string): Promise<string>
  /** Ends the account with its sessions and links. Throws RefusedError. */
  removePerson(name: string): Promise<void>
  tokens(): readonly (Token & { lastUse: string | undefined })[]
  /** A new token for programs. It is shown once; the lake keeps its hash. Throws RefusedError for a role that is none. */
  createToken(token: { label: string; role: string }): Promise<string>
  /** Ends the tokens of that id or label. Answers how many there were. */
  revokeToken(idOrLabel: string): Promise<number>
  /** A token, in memory only, for a program that the owner of the data folder starts: what it writes is signed by the owner. */
  lend(): string
  /** Ends a lent token. */
  takeBack(token: string): void
  /** A new code for the person who has the data folder: one use, fifteen minutes. */
  createCode(): Promise<string>
  /** A new code for somebody else: one use, three days. The account is made where there is none of that name. Throws RefusedError. */
  invite(person: { name: string; role?: string }): Promise<string>
  /** Whose code it is, as long as it is good. It stays good. */
  accountOfCode(code: string): Account | undefined
  /** What the person behind a code says of themselves. Throws NameError, LakeError 503 when too many passwords are being hashed. */
  introduce(code: string, said: { name?: string; password?: string }, asker: Asker): Promise<void>
  /** Takes a code; answers the secret of a new session, or `null` when the code is unknown, used or too old. */
  redeem(code: string): Promise<string | null>
  /**
   * The secret of a new session, or `null` when there is no such person or the password is another: both take as long.
   * Throws LakeError 503 when too many passwords are being hashed.
   */
  signIn(name: string, password: string, asker: Asker): Promise<string | null>
  /** A new pass for draft mode, for a person or token; `null` when there is none of that id any more. */
  openDraftMode(id: string): Promise<string | null>
  /** Whose pass that is, as long as it holds and its holder may come in. */
  holderOfDraftMode(pass: string): string | undefined
  /** Whether that person or token may come in: not one that was removed, revoked or never there. */
  isActive(id: string): boolean
  /** Ends the session in the headers' cookie, if there is one, and draft mode with it. */
  endSession(headers: IncomingMessage['headers']): Promise<void>
  /** The site's own token, in memory only. */
  readonly siteToken: string
  /** The site's token for previews, in memory only: reads everything, writes nothing. */
  readonly previewToken: string
  /** The id of who has that token. */
  readonly previewerId: string
  /** An administrator's token for the process itself, in memory only. */
  readonly loaderToken: string
  readonly cookieName: string
  /** Ends what callers hold open; for closing the lake. */
  close(): Promise<void>
}

type AuthOptions = {
  records: Records
  cookieName: string
  roles: Roles
  now: () => Date
  /** Told of a person or token that was ended, or signed out everywhere, before the one who asked for it hears that it is done. */
  onEnded?: (id: string) => Promise<void>
}

/** Reads who may come in, and answers the door. Records that are expired or not understood are left out. */
export async function openAuth(options: AuthOptions): Promise<Auth> {
  const { records, now, onEnded = async () => {} } = options
  const roles = allRoles(options.roles)
  const endings = createEndings()
  const accounts = await openAccounts(options)
  const tokens = await openTokens(options)
  const sessions = await openSecrets('session', { records, now, onEnd: endings.end })
  const codes = await openSecrets('sign-in-code', { records, now })
  const draftModes = await openSecrets('draft-mode-pass', { records, now, mostOfOne: mostDraftModes })
  const lastUse = await openLastUse(options)
  const hashing = createHashing()
  const siteToken = newSecret()
  const previewToken = newSecret()
  const loaderToken = newSecret()
  const forever = endings.signal('')
  const own = new Map<string, Caller>([
    [
      hashSecret(siteToken),
      { id: 'site', name: 'Site', role: 'site', reads: 'published', writes: null, by: 'token', ended: forever },
    ],
    [
      hashSecret(previewToken),
      { ...rightsOf('viewer'), writes: null, id: previewerId, name: 'Preview', by: 'token', ended: forever },
    ],
    [
      hashSecret(loaderToken),
      { ...rightsOf('administrator'), id: 'lakeside', name: 'Lakeside', by: 'token', ended: forever },
    ],
  ])

  const lent = new Map<string, Caller>()

  function rightsOf(role: string): Pick<Caller, 'role' | 'reads' | 'writes'> {
    mustBeRole(role)
    return { role, reads: 'all', writes: roles[role]?.writes ?? null }
  }

  function mustBeRole(role: string): void {
    if (!Object.hasOwn(roles, role))
      throw new RefusedError(`There is no role "${role}"; there are ${Object.keys(roles).join(', ')}.`)
  }

  function byToken(secret: string): Caller | null {
    const mine = own.get(hashSecret(secret)) ?? lent.get(hashSecret(secret))
    if (mine) return mine
    const found = tokens.find(secret)
    if (!found || !Object.hasOwn(roles, found.token.role)) return null
    const { id, label, role } = found.token
    lastUse.note(id)
    return { ...rightsOf(role), id, name: label, by: 'token', ended: endings.signal(found.hash) }
  }

  function bySession(secret: string): Caller | null {
    const session = sessions.find(secret)
    const account = session && accounts.active(session.account)
    if (!account || !Object.hasOwn(roles, account.role)) return null
    lastUse.note(account.id)
    return {
      ...rightsOf(account.role),
      id: account.id,
      name: account.name,
      by: 'cookie',
      ended: endings.signal(session.hash),
    }
  }

  const isActive = (id: string) => accounts.active(id) !== undefined || tokens.list().some((token) => token.id === id)

  /** Ends all that a person or token has open, and what they let others in with. */
  async function endAll(id: string): Promise<void> {
    await Promise.all([sessions.takeAll(id), draftModes.takeAll(id)])
    await onEnded(id)
  }

  function mustBePerson(name: string): Account {
    const account = accounts.byName(name)
    if (!account) throw new RefusedError(`There is nobody named "${name}".`)
    return account
  }

  return {
    roles,
    siteToken,
    previewToken,
    previewerId,
    loaderToken,
    cookieName: options.cookieName,
    callerOf(headers) {
      if (headers.authorization !== undefined) {
        const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization)
        return bearer?.[1] ? byToken(bearer[1]) : null
      }
      const secret = readCookie(headers.cookie, options.cookieName)
      return secret ? bySession(secret) : null
    },
    nameOf: (id) =>
      accounts.nameOf(id) ?? tokens.labelOf(id) ?? [...own.values()].find((caller) => caller.id === id)?.name,
    people: () =>
      accounts.list().map(({ id, name, role, createdAt, password }) => ({
        id,
        name,
        role,
        createdAt,
        hasPassword: password !== undefined,
        lastUse: lastUse.of(id),
      })),
    async addPerson({ name, role, withPassword }) {
      mustBeRole(role)
      const password = withPassword ? { password: newPassword() } : {}
      await hashing.run(commandLine, () => accounts.add({ name, role, ...password }))
      return password
    },
    async renewPassword(name) {
      const { id } = mustBePerson(name)
      const password = newPassword()
      await hashing.run(commandLine, () => accounts.setPassword(id, password))
      await endAll(id)
      return password
    },
    async removePerson(name) {
      const { id } = mustBePerson(name)
      if (id === ownerId)
        throw new RefusedError("This account belongs to the person who has the data folder: it can't be removed.")
      await accounts.remove(id)
      await codes.takeAll(id)
      await endAll(id)
    },
    tokens: () => tokens.list().map((token) => ({ ...token, lastUse: lastUse.of(token.id) })),
    async createToken(token) {
      mustBeRole(token.role)
      return tokens.add(token)
    },
    async revokeToken(idOrLabel) {
      const revoked = await tokens.revoke(idOrLabel)
      for (const { hash, token } of revoked) {
        endings.end(hash)
        await lastUse.forget(token.id)
        await endAll(token.id)
      }
      return revoked.length
    },
    lend() {
      const secret = newSecret()
      const hash = hashSecret(secret)
      const name = accounts.nameOf(ownerId) ?? ownerId
      lent.set(hash, { ...rightsOf('administrator'), id: ownerId, name, by: 'token', ended: endings.signal(hash) })
      return secret
    },
    takeBack(secret) {
      const hash = hashSecret(secret)
      if (lent.delete(hash)) endings.end(hash)
    },
    createCode: () => codes.create(ownerId, ownCodeSeconds),
    async invite({ name, role }) {
      const known = accounts.byName(name)
      if (known && role !== undefined && known.role !== role) {
        throw new RefusedError(
          `"${known.name}" is there already, with the role ${known.role}. To change it, remove the account and invite again.`,
        )
      }
      if (role !== undefined) mustBeRole(role)
      if (!known && role === undefined)
        throw new RefusedError(`There is nobody named "${name}" yet: name a role, ${Object.keys(roles).join(', ')}.`)
      const account = known ?? (await accounts.add({ name, role: role ?? 'viewer' }))
      return codes.create(account.id, inviteSeconds)
    },
    accountOfCode(code) {
      const found = codes.find(code)
      return found && accounts.active(found.account)
    },
    async introduce(code, said, asker) {
      const found = codes.find(code)
      if (found) await hashing.run(asker, () => accounts.introduce(found.account, said))
    },
    async redeem(code) {
      const found = codes.find(code)
      if (!found || !accounts.active(found.account)) return null
      // The session first: a disk that is full in between must not use the link up. Of two that come at once, one takes it.
      const secret = await sessions.create(found.account, sessionSeconds)
      let isTaken = false
      try {
        isTaken = (await codes.take(code)) !== undefined
      } finally {
        if (!isTaken) await sessions.take(secret)
      }
      return isTaken ? secret : null
    },
    async signIn(name, password, asker) {
      const account = accounts.byName(name)
      const isRight = await hashing.run(asker, () => isPasswordOf(account?.password, password))
      // The account as it is now: while the password was hashed it may have been removed, or have got another.
      return account && isRight && accounts.active(account.id)?.password === account.password
        ? sessions.create(account.id, sessionSeconds)
        : null
    },
    isActive,
    openDraftMode: async (id) => (isActive(id) ? draftModes.create(id, draftModeSeconds) : null),
    holderOfDraftMode(pass) {
      const found = draftModes.find(pass)
      return found && isActive(found.account) ? found.account : undefined
    },
    async endSession(headers) {
      const ended = await sessions.take(readCookie(headers.cookie, options.cookieName) ?? '')
      if (ended) await draftModes.takeAll(ended.account)
    },
    async close() {
      endings.endAll()
      await hashing.close()
      await lastUse.close()
    },
  }
}
