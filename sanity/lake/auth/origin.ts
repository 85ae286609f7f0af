import type { IncomingMessage } from 'node:http'

/**
 * Whether a browser says that a page of another site has sent this request, or a link there. Cookies go with links, so a link could have
 * whoever follows it ask anything. Programs and old browsers say nothing.
 */
export function isFromAnotherSite(headers: IncomingMessage['headers']): boolean {
  return headers['sec-fetch-site'] === 'cross-site'
}

/**
 * Whether a request that carries a cookie was sent by a page of this lake's own origin, or of one that is allowed. Browsers write
 * `Origin` on every request that can change something and on every WebSocket, and no page can forge it; without it the answer is no.
 */
export function isTrustedOrigin(headers: IncomingMessage['headers'], lake: { publicUrl: string; allowedOrigins: readonly string[] }): boolean {
  const { origin, host } = headers
  if (origin === undefined || origin === 'null') return false
  if (origin === lake.publicUrl || lake.allowedOrigins.includes(origin)) return true
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
}
