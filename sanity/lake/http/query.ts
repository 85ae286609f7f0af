import { z } from 'zod'
import { mayUse } from '../auth/caller.ts'
import { badRequest, forbidden, unauthorized } from './answer.ts'
import { readJson, smallLimit } from './body.ts'
import type { Exchange, Route } from './exchange.ts'
import { flag, groqParams, perspectiveOf, refuseVariants, sourcePathsOf } from './params.ts'

const questionBody = z.object({
  query: z.string().min(1),
  params: z.record(z.string(), z.unknown()).default({}),
})

/** GROQ over GET and POST. The site's own questions have a worker of their own. */
export const queryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/data/query/:dataset',
    access: 'site',
    answer: (exchange) => {
      const query = exchange.url.searchParams.get('query')
      if (!query) throw badRequest('The option query is missing.')
      return ask(exchange, query, groqParams(exchange.url.searchParams))
    },
  },
  {
    method: 'POST',
    path: '/data/query/:dataset',
    access: 'site',
    answer: async (exchange) => {
      const { query, params } = await readJson(exchange.req, questionBody, smallLimit)
      return ask(exchange, query, params)
    },
  },
]

async function ask(
  { lake, url, caller, apiVersion, left }: Exchange,
  query: string,
  params: Readonly<Record<string, unknown>>,
) {
  if (!caller) throw unauthorized('Questions need a session or a token.')
  const search = url.searchParams
  refuseVariants(search)
  const perspective = perspectiveOf(search.get('perspective'), apiVersion)
  if (perspective !== 'published' && !mayUse(caller, 'read')) {
    throw forbidden('This token reads the perspective "published" only.')
  }
  const lane = caller.reads === 'published' ? 'site' : 'studio'
  const sourcePaths = sourcePathsOf(search)
  const returnQuery = flag(search, 'returnQuery', true)
  const asker = { identity: caller.id, owner: caller.id, signal: left }
  // The site compares its tags with those of commits within the process; everybody else with what the live stream says.
  const hidden = lane === 'site' ? {} : { tagKey: lake.tagKey }
  const { bytes, ms } = await lake.engine.queryText({
    query,
    params,
    perspective,
    lane,
    ...asker,
    ...hidden,
    ...(sourcePaths ? { sourcePaths } : {}),
  })
  const head = JSON.stringify({ ...(returnQuery ? { query } : {}), ms }).slice(0, -1)
  return { jsonBytes: [Buffer.from(`${head},`), bytes, Buffer.from('}')] }
}
