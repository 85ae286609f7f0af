import { once } from 'node:events'
import { baseHeaders, unauthorized } from './answer.ts'
import type { StoredDocument } from '../engine/types.ts'
import type { Exchange, LakeContext, Route } from './exchange.ts'

/** Every document as newline-separated JSON, read from the disk as fast as the client takes it. */
export const exportRoutes: readonly Route[] = [{ method: 'GET', path: '/data/export/:dataset', access: 'read', answer: exportAll }]

async function exportAll({ lake, req, res, url, caller }: Exchange): Promise<null> {
  const types = url.searchParams.get('types')?.split(',').filter((type) => type !== '')
  const gone = new AbortController()
  res.on('close', () => gone.abort())
  res.writeHead(200, { ...baseHeaders, 'content-type': 'application/x-ndjson; charset=utf-8' })
  if (req.method === 'HEAD') {
    res.end()
    return null
  }
  for await (const document of lake.engine.allDocuments()) {
    if (gone.signal.aborted) return null
    if (caller?.ended.aborted) throw unauthorized('The session or token has ended.') // breaks the answer off
    if (types && !types.includes(document._type)) continue
    if (!res.write(`${JSON.stringify(withKey(lake, document))}\n`)) await once(res, 'drain', { signal: gone.signal }).catch(() => {})
  }
  res.end()
  return null
}

/** A picture of ours with an address that leads to its stored bytes: whoever exports gets the originals. */
function withKey({ assets, publicUrl, basePath }: LakeContext, document: StoredDocument): StoredDocument {
  const url = document['url']
  const isOurs = document._type === 'sanity.imageAsset' && typeof url === 'string' && url.startsWith(`${publicUrl}${basePath}/images/`)
  return isOurs ? { ...document, url: assets.originalKeys.addressOf(url) } : document
}
