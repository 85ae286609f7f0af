import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import {
  imageNameOf,
  isObject,
  objectsIn,
  readSample,
  SampleError,
  type Json,
  type JsonObject,
  type SampleDocument,
} from './read-sample.ts'

/** How many documents were created and how many stood there already, and how many pictures were uploaded. */
export type LoadResult = { created: number; kept: number; uploaded: number }

/** Hears of each long step, as one line of plain English without a full stop. */
export type Say = (line: string) => void

const contentTypes: Record<string, string> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
}

const assetRows = z.array(z.object({ _id: z.string(), sha1hash: z.string() }))
const idRows = z.array(z.string())

/** The document with every `_sanityAsset` turned into a reference to the asset of that file. Throws SampleError when a file has none. */
export function withAssets(value: Json, assets: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return value.map((item) => withAssets(item, assets))
  if (!isObject(value)) return value
  const name = imageNameOf(value)
  const entries = Object.entries(value)
    .filter(([key]) => key !== '_sanityAsset')
    .map(([key, inner]): [string, Json] => [key, withAssets(inner, assets)])
  if (name === undefined) return Object.fromEntries(entries)
  const asset = assets.get(name)
  if (asset === undefined) throw new SampleError(`the picture ${name} was not uploaded`)
  return Object.fromEntries([...entries, ['asset', { _type: 'reference', _ref: asset }]])
}

// A document that an editor unpublished lives on as a draft: putting the published one back would undo that.
async function missingFrom(client: SanityClient, documents: SampleDocument[]): Promise<SampleDocument[]> {
  const ids = documents.flatMap(({ _id }) => [_id, `drafts.${_id}`])
  const present = new Set(idRows.parse(await client.fetch('*[_id in $ids]._id', { ids })))
  return documents.filter(({ _id }) => !present.has(_id) && !present.has(`drafts.${_id}`))
}

async function assetsFor(client: SanityClient, folder: string, names: string[], say: Say) {
  const files = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, 'images', name))
      return { name, bytes, sha1: createHash('sha1').update(bytes).digest('hex') }
    }),
  )
  const query = '*[_type == "sanity.imageAsset" && sha1hash in $hashes]{_id, sha1hash}'
  const rows = assetRows.parse(
    files.length === 0 ? [] : await client.fetch(query, { hashes: files.map(({ sha1 }) => sha1) }),
  )
  const known = new Map(rows.map((row) => [row.sha1hash, row._id]))
  const assets = new Map<string, string>()
  let uploaded = 0
  for (const { name, bytes, sha1 } of files) {
    const id = known.get(sha1)
    if (id !== undefined) {
      assets.set(name, id)
      continue
    }
    const contentType = contentTypes[extname(name).toLowerCase()]
    say(`uploading ${name}, picture ${assets.size + 1} of ${files.length}`)
    const asset = await client.assets.upload('image', bytes, {
      filename: name,
      ...(contentType ? { contentType } : {}),
    })
    assets.set(name, asset._id)
    uploaded += 1
  }
  return { assets, uploaded }
}

/**
 * Puts the sample publication into a lake, published. Only documents that are not there yet, neither published nor as a draft, are created, all in
 * one transaction: a second run sends nothing, and an editor's change is never overwritten. Errors: SampleError before anything is sent; the client's
 * own after. Takes a client with a write token; the folder (default: the sample beside this file); who hears of progress.
 * @returns counts.
 */
export async function loadSample(
  client: SanityClient,
  { folder, onProgress = () => {} }: { folder?: string; onProgress?: Say } = {},
): Promise<LoadResult> {
  const sample = await readSample(folder)
  const raw = client.withConfig({ perspective: 'raw', useCdn: false })
  const missing = await missingFrom(raw, sample.documents)
  const kept = sample.documents.length - missing.length
  const names = sample.images.filter((image) =>
    missing.flatMap(objectsIn).some((value: JsonObject) => imageNameOf(value) === image),
  )
  const { assets, uploaded } = await assetsFor(raw, sample.folder, names, onProgress)
  if (missing.length > 0) {
    onProgress(`writing ${missing.length} documents`)
    const transaction = raw.transaction()
    for (const document of missing) {
      // Ids and types are spelled out again: withAssets gives plain JSON back.
      transaction.createIfNotExists({
        ...z.record(z.string(), z.json()).parse(withAssets(document, assets)),
        _id: document._id,
        _type: document._type,
      })
    }
    await transaction.commit({ visibility: 'sync' })
  }
  onProgress(`the sample is in place: ${missing.length} documents created, ${kept} already there`)
  return { created: missing.length, kept, uploaded }
}
