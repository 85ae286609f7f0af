import { randomUUID } from 'node:crypto'
import { badRequest } from '../http/answer.ts'
import { checked } from '../http/body.ts'
import type { Answer } from '../http/answer.ts'
import type { Exchange } from '../http/exchange.ts'
import { commitAs } from '../http/write.ts'
import { insufficientPermissions } from '../engine/failures.ts'
import { filterTakes } from '../engine/rights.ts'
import type { StoredDocument } from '../engine/types.ts'
import { fileDocument, imageDocument } from './asset-document.ts'
import { askerOf } from './asker.ts'
import { extensionOf, mimeTypeOf } from './asset-names.ts'
import type { Incoming } from './store.ts'
import { extractsOf, type UploadOptions, uploadOptions } from './upload-options.ts'

const mostImageBytes = 128 * 1024 * 1024
const mostFileBytes = 1024 * 1024 * 1024

/** Takes a picture in. The same content again is answered by the document that there is. */
export async function uploadImage(exchange: Exchange): Promise<Answer> {
  const extract = extractsOf(exchange.url.searchParams)
  return upload(exchange, 'sanity.imageAsset', mostImageBytes, async (incoming, options, place) => {
    const image = await exchange.lake.assets.inspect(incoming.path, extract, askerOf(exchange))
    const stored = { ...incoming, extension: image.format, mimeType: mimeTypeOf(image.format), uploadId: randomUUID() }
    return imageDocument(stored, image, place, options)
  })
}

/** Takes any other file in. */
export function uploadFile(exchange: Exchange): Promise<Answer> {
  return upload(exchange, 'sanity.fileAsset', mostFileBytes, async (incoming, options, place) => {
    const extension = extensionOf(options.filename, exchange.req.headers['content-type'])
    return fileDocument(
      { ...incoming, extension, mimeType: mimeTypeOf(extension), uploadId: randomUUID() },
      place,
      options,
    )
  })
}

type Place = Parameters<typeof fileDocument>[1]
type AssetDocument = ReturnType<typeof fileDocument>

async function upload(
  exchange: Exchange,
  type: 'sanity.imageAsset' | 'sanity.fileAsset',
  limit: number,
  describe: (incoming: Incoming, options: UploadOptions, place: Place) => Promise<AssetDocument>,
): Promise<Answer> {
  const { lake, req, url, caller } = exchange
  // Asked before a byte is taken: what the commit refuses would already stand on the disk.
  if (!caller?.writes || !filterTakes(caller.writes, { _id: 'image-or-file', _type: type }))
    throw insufficientPermissions(0, 'create')
  const options = checked(uploadOptions, Object.fromEntries(url.searchParams), 'query string')
  const incoming = await lake.assets.store.receive(req, limit)
  try {
    if (incoming.size === 0) throw badRequest('The file is empty.')
    const base = lake.publicUrl + lake.basePath
    const document = await describe(incoming, options, { projectId: lake.projectId, dataset: lake.dataset, base })
    await lake.assets.store.keep(incoming, document.path.slice(document.path.lastIndexOf('/') + 1))
    return { json: { document: await storedDocument(exchange, document) } }
  } finally {
    await lake.assets.store.discard(incoming)
  }
}

async function storedDocument(exchange: Exchange, document: AssetDocument): Promise<StoredDocument> {
  const { lake } = exchange
  const [existing] = await lake.engine.documents([document._id])
  if (existing) return existing
  await commitAs(exchange, { mutations: [{ createIfNotExists: document }] })
  const [made] = await lake.engine.documents([document._id])
  if (!made) throw new Error(`The asset ${document._id} was deleted while it was uploaded.`)
  return made
}
