import { baseHeaders, send, unauthorized } from './answer.ts'
import type { StoredDocument } from '../engine/types.ts'
import type { Exchange, LakeContext, Route } from './exchange.ts'

/** Every document as newline-separated JSON, read from the disk as fast as the client takes it. */
export const exportRoutes: readonly Route[] = [
  { method: 'GET', path: '/data/export/:dataset', access: 'read', answer: exportAll },
]

async function exportAll({ lake, req, res, url, caller, left }: Exchange): Promise<null> {
  const types = url.searchParams
    .get('types')
    ?.split(',')
    .filter((type) => type !== '')
  res.writeHead(200, { ...baseHeaders, 'content-type': 'application/x-ndjson; charset=utf-8' })
  if (req.method === 'HEAD') {
    res.end()
    return null
  }
  const asker = { signal: left, ...(caller ? { owner: caller.id } : {}), ...(types ? { types } : {}) }
  for await (const lines of lake.engine.exportPages(asker)) {
    if (caller?.ended.aborted) throw unauthorized('The session or token has ended.') // breaks the answer off
    await send(res, withKeys(lake, lines), left)
  }
  res.end()
  return null
}

/** Lines of documents, in which those of pictures are changed. Most pages have none. */
function withKeys(lake: LakeContext, lines: Uint8Array): Uint8Array {
  const text = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength)
  if (!text.includes('"sanity.imageAsset"')) return lines
  return Buffer.from(
    text
      .toString('utf8')
      .replace(/^.*"sanity\.imageAsset".*$/gm, (line) => JSON.stringify(withKey(lake, JSON.parse(line)))),
  )
}

/** A picture of ours with an address that leads to its stored bytes: anyone who exports gets the originals. */
function withKey({ assets, publicUrl, basePath }: LakeContext, document: StoredDocument): StoredDocument {
  const url = document['url']
  const isOurs =
    document._type === 'sanity.imageAsset' &&
    typeof url === 'string' &&
    url.startsWith(`${publicUrl}${basePath}/images/`)
  return isOurs ? { ...document, url: assets.originalKeys.addressOf(url) } : document
}
