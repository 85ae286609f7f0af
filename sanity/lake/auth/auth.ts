import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { Records } from '../engine/types.ts'
import { type Caller, editor } from './caller.ts'
import { readCookie } from './cookie.ts'
import { hashSecret, newSecret } from './secrets.ts'

export const sessionSeconds = 30 * 24 * 60 * 60
const codeSeconds = 15 * 60

const until = z.object({ expiresAt: z.iso.datetime() })
const tokenRecord = z.object({ id: z.string(), label: z.string(), role: z.enum(['administrator', 'viewer']), createdAt: z.iso.datetime() })
type TokenRecord = z.infer<typeof tokenRecord>

export type Auth = {
  /** Who sends a request with these headers; `null` is a stranger. A token that is given counts, a cookie beside it does not. */
  callerOf(headers: IncomingMessage['headers']): Caller | null
  /** A new token for programs. It is shown once; the lake keeps its hash. */
  createToken(token: { label: string; role: 'administrator' | 'viewer' }): Promise<string>
  /** A new sign-in code: one use, fifteen minutes. */
  createCode(): Promise<string>
  /** Takes a code; answers the secret of a new session, or `null` when the code is unknown, used or too old. */
  redeem(code: string): Promise<string | null>
  /** Ends the session in the headers' cookie, if there is one. */
  endSession(headers: IncomingMessage['headers']): Promise<void>
  /** The site's own token, in memory only. */
  readonly siteToken: string
  /** An administrator's token for the process itself, in memory only. */
  readonly loaderToken: string
  readonly cookieName: string
  /** Ends what callers hold open; for closing the lake. */
  close(): void
}

/** Reads who may come in, and answers the door. Records that are expired or not understood are left out. */
export async function openAuth(options: { records: Records; cookieName: string; now: () => Date }): Promise<Auth> {
  const { records, now } = options
  const sessions = await read(records, 'session', until)
  const codes = await read(records, 'sign-in-code', until)
  const tokens = await read(records, 'token', tokenRecord)
  const siteToken = newSecret()
  const loaderToken = newSecret()
  const ends = new Map<string, AbortController>()
  const forever = new AbortController()
  const own = new Map<string, Caller>([
    [hashSecret(siteToken), { id: 'site', name: 'Site', role: 'site', by: 'token', ended: forever.signal }],
    [hashSecret(loaderToken), { id: 'lakeside', name: 'Lakeside', role: 'administrator', by: 'token', ended: forever.signal }],
  ])

  const isOver = (record: { expiresAt: string }) => Date.parse(record.expiresAt) <= now().getTime()
  const inSeconds = (seconds: number) => new Date(now().getTime() + seconds * 1000).toISOString()

  async function sweep(kind: string, map: Map<string, { expiresAt: string }>): Promise<void> {
    for (const [key, record] of map) {
      if (!isOver(record)) continue
      map.delete(key)
      ends.get(key)?.abort()
      ends.delete(key)
      await records.delete(kind, key)
    }
  }

  function byToken(token: string): Caller | null {
    const hash = hashSecret(token)
    const mine = own.get(hash)
    if (mine) return mine
    const found = tokens.get(hash)
    return found ? { id: found.id, name: found.label, role: found.role, by: 'token', ended: forever.signal } : null
  }

  function bySession(secret: string): Caller | null {
    const hash = hashSecret(secret)
    const session = sessions.get(hash)
    if (!session || isOver(session)) return null
    const end = ends.get(hash) ?? new AbortController()
    ends.set(hash, end)
    return { id: editor.id, name: editor.name, role: 'administrator', by: 'cookie', ended: end.signal }
  }

  return {
    siteToken,
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
    async createToken({ label, role }) {
      const token = newSecret()
      const hash = hashSecret(token)
      const record: TokenRecord = { id: `token-${hash.slice(0, 12)}`, label, role, createdAt: now().toISOString() }
      await records.put('token', hash, record)
      tokens.set(hash, record)
      return token
    },
    async createCode() {
      await sweep('sign-in-code', codes)
      const code = newSecret()
      const record = { expiresAt: inSeconds(codeSeconds) }
      await records.put('sign-in-code', hashSecret(code), record)
      codes.set(hashSecret(code), record)
      return code
    },
    async redeem(code) {
      const hash = hashSecret(code)
      const record = codes.get(hash)
      if (!record || isOver(record)) return null
      codes.delete(hash) // before the first await: two requests with one code must not both come in
      await records.delete('sign-in-code', hash)
      await sweep('session', sessions)
      const secret = newSecret()
      const session = { expiresAt: inSeconds(sessionSeconds) }
      await records.put('session', hashSecret(secret), session)
      sessions.set(hashSecret(secret), session)
      return secret
    },
    async endSession(headers) {
      const secret = readCookie(headers.cookie, options.cookieName)
      const hash = hashSecret(secret ?? '')
      if (!sessions.delete(hash)) return
      ends.get(hash)?.abort()
      ends.delete(hash)
      await records.delete('session', hash)
    },
    close() {
      forever.abort()
      for (const end of ends.values()) end.abort()
    },
  }
}

async function read<T>(records: Records, kind: string, schema: z.ZodType<T>): Promise<Map<string, T>> {
  const found = new Map<string, T>()
  for (const [key, value] of await records.list(kind)) {
    const parsed = schema.safeParse(value)
    if (parsed.success) found.set(key, parsed.data)
  }
  return found
}
