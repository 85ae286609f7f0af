import { isTrustedOrigin } from '../auth/origin.ts'
import type { Answer } from './answer.ts'
import type { Exchange, Route } from './exchange.ts'

/** What the Studio asks beside its work. Each has a proper answer, so that its console stays clean; nothing here leaves the machine. */
export const smallRoutes: readonly Route[] = [
  { method: 'GET', path: '/ping', access: 'public', answer: () => ({ json: { ping: 'pong' } }) },
  get('/data/ping/:dataset', {}),
  get('/features', []),
  get('/help', {}),
  { method: 'GET', path: '/check/cors', access: 'public', answer: checkCors },
  get('/intake/telemetry-status', { status: 'denied' }),
  nothing('/intake/batch'),
  get('/journey/announcements', []),
  get('/journey/unclaimed-project', null),
  get('/journey/trial', null),
  get('/journey/:what', null),
  get('/journey/trial/:what', null),
  get('/geoip/country', { country: null }),
  get('/access/requests/me', []),
  get('/schedules/:project/:dataset', { schedules: [] }),
  get('/data/references/:dataset/documents/:id/to', { totalCount: 0, references: [] }),
  get('/media-libraries', { data: [] }),
  nothing('/descriptors/claim'),
  nothing('/descriptors/synchronize'),
]

/** Whether the asking page may use this lake. A page that may not must be able to read that: the real client then names the cause. */
function checkCors({ lake, req }: Exchange): Answer {
  const allowed = req.headers.origin === undefined || isTrustedOrigin(req.headers, lake)
  return {
    json: { result: { allowed, withCredentials: allowed } },
    ...(allowed ? {} : { headers: { 'access-control-allow-origin': '*' } }),
  }
}

function get(path: string, json: unknown): Route {
  return { method: 'GET', path, access: 'read', answer: () => ({ json }) }
}

/** Takes what is sent, reads none of it, and keeps nothing. */
function nothing(path: string): Route {
  const answer = ({ req }: Exchange): Answer => {
    req.resume()
    return { status: 204 }
  }
  return { method: 'POST', path, access: 'read', answer }
}
