import { baseHeaders, send, unauthorized } from './answer.ts'
import type { Exchange, Route } from './exchange.ts'

/** Every document as newline-separated JSON, read from the disk as fast as the client takes it. */
export const exportRoutes: readonly Route[] = [{ method: 'GET', path: '/data/export/:dataset', access: 'read', answer: exportAll }]

async function exportAll({ lake, req, res, url, caller, left }: Exchange): Promise<null> {
  const types = url.searchParams.get('types')?.split(',').filter((type) => type !== '')
  res.writeHead(200, { ...baseHeaders, 'content-type': 'application/x-ndjson; charset=utf-8' })
  if (req.method === 'HEAD') {
    res.end()
    return null
  }
  const asker = { signal: left, ...(caller ? { owner: caller.id } : {}), ...(types ? { types } : {}) }
  for await (const lines of lake.engine.exportPages(asker)) {
    if (caller?.ended.aborted) throw unauthorized('The session or token has ended.') // breaks the answer off
    await send(res, lines, left)
  }
  res.end()
  return null
}
