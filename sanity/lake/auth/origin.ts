import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
/**
 * Whether a browser says that a page of another site has sent this request, or a link there. Cookies go with links, so a link could have
 * anyone who follows it ask anything. Programs and old browsers say nothing.
 */
export function isFromAnotherSite(headers: IncomingMessage['headers']): boolean {
  return headers['sec-fetch-site'] === 'cross-site'
}

/**
 * Whether a request that carries a cookie, or signs in, was sent by a page of this lake's own origin or of one that is allowed. Browsers write
 * `Origin` on every request that can change something and on every WebSocket, and no page can forge it; without it the answer is no.
 *
 * An origin that equals `Host` is our own only under a name that we are known by. Somebody else's name may be led to this machine for a
 * moment (DNS rebinding): its page would then look like one of ours. An address in figures can't be led elsewhere.
 */
export function isTrustedOrigin(
  headers: IncomingMessage['headers'],
  lake: { publicUrl: string; allowedOrigins: readonly string[] },
): boolean {
  const { origin, host } = headers
  if (origin === undefined || origin === 'null') return false
  const known = [lake.publicUrl, ...lake.allowedOrigins]
  if (known.includes(origin)) return true
  const isOwn = host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
  if (!isOwn || !URL.canParse(origin)) return false
  const { hostname } = new URL(origin)
  return isFixedName(hostname) || known.some((address) => new URL(address).hostname === hostname)
}

/** Whether no name server decides where this name leads: IP addresses, and the names of this very machine. */
function isFixedName(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0 || hostname === 'localhost' || hostname.endsWith('.localhost')
}
