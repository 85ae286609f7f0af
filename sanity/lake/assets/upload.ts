import { randomUUID } from 'node:crypto'
import { badRequest } from '../http/answer.ts'
import { checked } from '../http/body.ts'
import type { Answer } from '../http/answer.ts'
import type { Exchange } from '../http/exchange.ts'
import { identityOf } from '../http/write.ts'
import type { StoredDocument } from '../engine/types.ts'
import { fileDocument, imageDocument, type UploadOptions, uploadOptions } from './asset-document.ts'
import { extensionOf, mimeTypeOf } from './asset-names.ts'
import type { Incoming } from './store.ts'

const mostImageBytes = 128 * 1024 * 1024
const mostFileBytes = 1024 * 1024 * 1024

/** Takes a picture in. The same content again is answered by the document that there is. */
export function uploadImage(exchange: Exchange): Promise<Answer> {
  return upload(exchange, mostImageBytes, async (incoming, options, place) => {
    const image = await exchange.lake.assets.inspect(incoming.path)
    const stored = { ...incoming, extension: image.format, mimeType: mimeTypeOf(image.format), uploadId: randomUUID() }
    return imageDocument(stored, image, place, options)
  })
}

/** Takes any other file in. */
export function uploadFile(exchange: Exchange): Promise<Answer> {
  return upload(exchange, mostFileBytes, async (incoming, options, place) => {
    const extension = extensionOf(options.filename, exchange.req.headers['content-type'])
    return fileDocument({ ...incoming, extension, mimeType: mimeTypeOf(extension), uploadId: randomUUID() }, place, options)
  })
}

type Place = Parameters<typeof fileDocument>[1]
type AssetDocument = ReturnType<typeof fileDocument>

async function upload(
  exchange: Exchange,
  limit: number,
  describe: (incoming: Incoming, options: UploadOptions, place: Place) => Promise<AssetDocument>,
): Promise<Answer> {
  const { lake, req, url } = exchange
  const identity = identityOf(exchange)
  const options = checked(uploadOptions, Object.fromEntries(url.searchParams), 'query string')
  const incoming = await lake.assets.store.receive(req, limit)
  try {
    if (incoming.size === 0) throw badRequest('The file is empty.')
    const base = lake.publicUrl + lake.basePath
    const document = await describe(incoming, options, { projectId: lake.projectId, dataset: lake.dataset, base })
    await lake.assets.store.keep(incoming, document.path.slice(document.path.lastIndexOf('/') + 1))
    return { json: { document: await storedDocument(exchange, document, identity) } }
  } finally {
    await lake.assets.store.discard(incoming)
  }
}

async function storedDocument({ lake }: Exchange, document: AssetDocument, identity: string): Promise<StoredDocument> {
  const [existing] = await lake.engine.documents([document._id])
  if (existing) return existing
  await lake.engine.commit({ mutations: [{ createIfNotExists: document }], identity })
  const [made] = await lake.engine.documents([document._id])
  if (!made) throw new Error(`The asset ${document._id} was deleted while it was uploaded.`)
  return made
}
