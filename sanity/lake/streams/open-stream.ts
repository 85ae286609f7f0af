import { mayUse, type Caller } from '../auth/caller.ts'
import { badRequest, forbidden, notFound, unauthorized } from '../http/answer.ts'
import type { LakeContext } from '../http/exchange.ts'
import { flag, groqParams, knowsVersions } from '../http/params.ts'
import { listen } from './listen.ts'
import { live } from './live.ts'
import type { Sink } from './sink.ts'

export type StreamRequest = {
  /** The path behind base path and version, with the query string. */
  url: URL
  apiVersion: string
  caller: Caller | null
  /** Where a stranger comes from: the streams of one network are counted together. */
  network: string
  lastEventId?: string
}

/** How long a client waits before it comes back, in milliseconds. Its own default is three seconds. */
const comeBack = 'retry: 1000\n\n'

/**
 * Opens an event stream, no matter who carries it: checks the request, then calls `begin` for the sink and serves it.
 * Throws LakeError before `begin` was called; afterwards failures are logged and end the stream.
 */
export function openStream(lake: LakeContext, request: StreamRequest, begin: () => Sink): void {
  const serve = prepare(lake, request)
  const { caller, network } = request
  const owner = caller ? { key: caller.id, isStranger: false } : { key: `stranger ${network}`, isStranger: true }
  lake.streams.mustBeFree(owner)
  const sink = begin()
  lake.streams.add(sink, owner, caller?.ended)
  sink.write(comeBack)
  serve(sink).catch((error: unknown) => {
    if (sink.over.aborted) return // the lake is closing, or the listener has left
    lake.log({
      level: 'error',
      message: 'An event stream broke off.',
      path: request.url.pathname,
      error: String(error),
    })
    sink.end()
  })
}

function prepare(
  lake: LakeContext,
  { url, apiVersion, caller, lastEventId }: StreamRequest,
): (sink: Sink) => Promise<void> {
  const search = url.searchParams
  const since = lastEventId ? { lastEventId } : {}
  if (url.pathname === `/data/live/events/${lake.dataset}`) {
    const includeDrafts = flag(search, 'includeDrafts')
    if (includeDrafts && !caller) throw unauthorized('Drafts need a session or a token.')
    if (includeDrafts && caller && !mayUse(caller, 'read'))
      throw forbidden('This token reads what is published, no drafts.')
    return (sink) => live(lake.recentTags, lake.engine.place, { includeDrafts, ...since }, sink)
  }
  if (!caller) throw unauthorized('Listening needs a session or a token.')
  if (url.pathname !== `/data/listen/${lake.dataset}`) throw notFound(`There is no event stream at ${url.pathname}.`)
  if (!mayUse(caller, 'read')) throw forbidden('This token reads what is published, it may not listen.')
  const query = search.get('query')
  if (!query) throw badRequest('The option query is missing.')
  const request = {
    query,
    params: groqParams(search),
    enableResume: flag(search, 'enableResume'),
    ...since,
    owner: caller.id,
    ...(flag(search, 'enableResume') && search.get('tag')?.startsWith('sanity.studio.') ? { typist: caller.id } : {}),
    includeAllVersions: flag(search, 'includeAllVersions', !knowsVersions(apiVersion)),
    listenerName: `listener-${crypto.randomUUID()}`,
    options: {
      includeResult: flag(search, 'includeResult'),
      includePreviousRevision: flag(search, 'includePreviousRevision'),
      includeMutations: flag(search, 'includeMutations', true),
      effects: search.get('effectFormat') === 'mendoza',
    },
  }
  return (sink) => listen(lake.engine, request, sink)
}
