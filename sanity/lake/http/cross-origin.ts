import type { IncomingMessage, ServerResponse } from 'node:http'

/** Browsers ask again after this many seconds; Chromium itself allows two hours. */
const remembered = 600

/**
 * Lets a page of an allowed origin read what this lake answers, with the person's session. Answers whether that was all that was asked:
 * a preflight is over then. Every path is allowed before it is looked at: a page that may not even read "not found" is told nothing.
 */
export function admitOrigin(allowedOrigins: readonly string[], req: IncomingMessage, res: ServerResponse): boolean {
  if (allowedOrigins.length === 0) return false
  res.appendHeader('vary', 'Origin')
  const { origin } = req.headers
  if (origin === undefined || !allowedOrigins.includes(origin)) return false
  // A star would not do: browsers refuse it for requests that carry a session.
  res.setHeader('access-control-allow-origin', origin)
  res.setHeader('access-control-allow-credentials', 'true')
  if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) return false
  const wanted = req.headers['access-control-request-headers']
  res.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    ...(wanted === undefined ? {} : { 'access-control-allow-headers': wanted }),
    'access-control-max-age': String(remembered),
  })
  res.end()
  return true
}
