import { openStream } from '../streams/open-stream.ts'
import { httpSink, streamHeaders } from '../streams/sink.ts'
import type { Answer } from './answer.ts'
import type { Exchange, Route } from './exchange.ts'

/** The event streams as server-sent events: listeners, and what readers should see anew. */
export const streamRoutes: readonly Route[] = [
  { method: 'GET', path: '/data/listen/:dataset', access: 'site', answer: open },
  { method: 'GET', path: '/data/live/events/:dataset', access: 'site', answer: open },
]

function open({ lake, req, res, url, caller }: Exchange): Answer {
  if (req.method === 'HEAD') return { status: 200, headers: streamHeaders } // no body to wait for
  const lastEventId = req.headers['last-event-id'] ?? url.searchParams.get('lastEventId') ?? undefined
  const since = typeof lastEventId === 'string' ? { lastEventId } : {}
  openStream(lake, { url, caller, ...since }, () => httpSink(req, res))
  return null
}
