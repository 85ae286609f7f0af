import { createHash } from 'node:crypto'

/**
 * The session cookie's name for a public origin. Browsers send a cookie to every port of a host, so two lakes on one
 * machine that shared a name would sign each other out.
 */
export function cookieName(publicUrl: string): string {
  return `lake-${createHash('sha256').update(publicUrl).digest('hex').slice(0, 8)}`
}

/** The value of a cookie in a `Cookie` header; `undefined` when it is not there. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.split('=', 2)
    if (key?.trim() === name && value !== undefined) return value.trim()
  }
  return undefined
}

/**
 * The `Set-Cookie` header that begins (or, with an empty value and 0 seconds, ends) a session. `crossSite` sends it from pages of other
 * sites too; what changes something is then guarded by the check of `Origin` alone.
 */
export function sessionCookie(
  name: string,
  value: string,
  options: { path: string; secure: boolean; crossSite: boolean; seconds: number },
): string {
  const parts = [
    `${name}=${value}`,
    `Path=${options.path}`,
    `Max-Age=${options.seconds}`,
    'HttpOnly',
    `SameSite=${options.crossSite ? 'None' : 'Lax'}`,
  ]
  return [...parts, ...(options.secure ? ['Secure'] : [])].join('; ')
}
