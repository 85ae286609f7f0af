import { isFromAnotherSite, isTrustedOrigin } from '../auth/origin.ts'
import { networkOf } from '../auth/client-address.ts'
import { openStream } from '../streams/open-stream.ts'
import { httpSink, streamHeaders } from '../streams/sink.ts'
import { type Answer, unauthorized } from './answer.ts'
import type { Exchange, Route } from './exchange.ts'

/** The event streams as server-sent events: listeners, and what readers should see again. */
export const streamRoutes: readonly Route[] = [
  { method: 'GET', path: '/data/listen/:dataset', access: 'site', answer: open },
  // The real client sends no token here unless it wants drafts.
  { method: 'GET', path: '/data/live/events/:dataset', access: 'public', answer: openForAll },
]

async function openForAll(exchange: Exchange): Promise<Answer> {
  const { lake, req } = exchange
  // A page of another site gets what any stranger does.
  const caller =
    exchange.caller?.by === 'cookie' && isFromAnotherSite(req.headers) && !isTrustedOrigin(req.headers, lake)
      ? null
      : exchange.caller
  if (!caller && req.headers.authorization !== undefined) throw unauthorized('This token is none.')
  if (caller?.by !== 'token') await lake.limits.questions(lake.addressOf(req))
  return open({ ...exchange, caller })
}

function open({ lake, req, res, url, apiVersion, caller }: Exchange): Answer {
  if (req.method === 'HEAD') return { status: 200, headers: streamHeaders } // no body to wait for
  const lastEventId = req.headers['last-event-id'] ?? url.searchParams.get('lastEventId') ?? undefined
  const since = typeof lastEventId === 'string' ? { lastEventId } : {}
  openStream(lake, { url, apiVersion, caller, network: networkOf(lake.addressOf(req)), ...since }, () =>
    httpSink(req, res),
  )
  return null
}
