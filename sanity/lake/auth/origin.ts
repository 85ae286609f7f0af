import type { IncomingMessage } from 'node:http'

/**
 * Whether a request that carries a cookie was sent by a page of this lake's own origin. Browsers write `Origin` on every
 * request that can change something and on every WebSocket, and no page can forge it; without it the answer is no.
 */
export function isOwnOrigin(headers: IncomingMessage['headers'], publicUrl: string): boolean {
  const { origin, host } = headers
  if (origin === undefined || origin === 'null') return false
  if (origin === publicUrl) return true
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
}
