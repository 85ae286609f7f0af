import { mayUse } from '../auth/caller.ts'
import { notFound } from '../http/answer.ts'
import type { Exchange, Route } from '../http/exchange.ts'
import { type AssetName, fileName, imageName, mimeTypeOf } from './asset-names.ts'
import { parseImageParams } from './image-params.ts'
import { planImage, type SourceFormat } from './image-plan.ts'
import { type FileToSend, sendFile } from './send-file.ts'
import { uploadFile, uploadImage } from './upload.ts'

/** Uploads, and the two public ways to what was uploaded. */
export const assetRoutes: readonly Route[] = [
  { method: 'POST', path: '/assets/images/:dataset', access: 'write', answer: uploadImage },
  { method: 'POST', path: '/assets/files/:dataset', access: 'write', answer: uploadFile },
  { method: 'GET', path: '/images/:project/:dataset/:file', access: 'public', answer: serveImage },
  { method: 'GET', path: '/images/:project/:dataset/:file/:name', access: 'public', answer: serveImage },
  { method: 'GET', path: '/files/:project/:dataset/:file', access: 'public', answer: serveFile },
  { method: 'GET', path: '/files/:project/:dataset/:file/:name', access: 'public', answer: serveFile },
]

const sourceFormats: ReadonlySet<string> = new Set<SourceFormat>(['jpg', 'png', 'webp', 'gif', 'avif', 'tif', 'svg'])
const isSourceFormat = (extension: string): extension is SourceFormat => sourceFormats.has(extension)

async function serveImage({ lake, req, res, url, params, caller }: Exchange): Promise<null> {
  const name = imageName(params['file'] ?? '')
  const original = name && isSourceFormat(name.extension) ? await lake.assets.store.find(name.file) : null
  if (!name || !original || !isSourceFormat(name.extension) || !(await lake.assets.isKnown(name.documentId))) {
    throw notFound('There is no such image.')
  }
  const search = url.searchParams
  const wanted = parseImageParams(search)
  const isStranger = !caller || !mayUse(caller, 'read')
  const source = { width: name.width, height: name.height, format: name.extension }
  const isRaw = search.get('dlRaw') === 'true'
  const plan = isRaw ? null : planImage(wanted, source, { isStranger, accept: req.headers.accept ?? '' })
  const headers = {
    ...safety(name.extension),
    ...download(search, name.file),
    ...(wanted.auto ? { vary: 'Accept' } : {}),
  }
  if (!plan) {
    await sendFile(req, res, stored(original, name, headers))
    return null
  }
  const admit = async () => {
    if (isStranger) await lake.limits.pictures(lake.addressOf(req))
  }
  const made = await lake.assets.image({ path: original.path, file: name.file }, source, plan, admit)
  await sendFile(req, res, { ...made, type: mimeTypeOf(plan.format), etag: `"${made.key}"`, headers })
  return null
}

async function serveFile({ lake, req, res, url, params }: Exchange): Promise<null> {
  const name = fileName(params['file'] ?? '')
  const original = name ? await lake.assets.store.find(name.file) : null
  if (!name || !original || !(await lake.assets.isKnown(name.documentId))) throw notFound('There is no such file.')
  const headers = { ...safety(name.extension), ...download(url.searchParams, name.file) }
  await sendFile(req, res, stored(original, name, headers))
  return null
}

/** The bytes as they were taken in, with their hash: @sanity/export checks a copy against it. */
function stored(original: { path: string; size: number }, { extension, sha1 }: AssetName, headers: Readonly<Record<string, string>>): FileToSend {
  return { ...original, type: mimeTypeOf(extension), etag: `"${sha1}"`, headers: { ...headers, 'x-sanity-sha1': sha1 } }
}

/** What was uploaded must never run as a page of this site: an SVG, say, with a script in it. */
function safety(extension: string): Record<string, string> {
  // A sandbox would keep browsers from showing a PDF; for everything else it is the strongest refusal there is.
  return extension === 'pdf' ? {} : { 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'" }
}

/** `?dl` saves under the stored name, `?dl=<name>` under another. */
function download(search: URLSearchParams, file: string): Record<string, string> {
  const wish = search.get('dl')
  if (wish === null) return {}
  const name = wish.trim() || file
  const plain = name.replace(/[^A-Za-z0-9._-]/g, '_')
  return { 'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}` }
}
