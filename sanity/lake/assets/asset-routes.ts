import { LakeError } from '../engine/types.ts'
import { notFound } from '../http/answer.ts'
import type { Exchange, LakeContext, Route } from '../http/exchange.ts'
import { askerOf, isStrange } from './asker.ts'
import { type AssetName, fileName, imageName, mimeTypeOf } from './asset-names.ts'
import { parseImageParams } from './image-params.ts'
import { planImage, type SourceFormat } from './image-plan.ts'
import { mayMove } from './picture-maker.ts'
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

/** Seconds that a picture is kept whose crop decides what is shown of it. */
const cropAge = 300

const sourceFormats: ReadonlySet<string> = new Set<SourceFormat>(['jpg', 'png', 'webp', 'gif', 'avif', 'tif', 'svg'])
const isSourceFormat = (extension: string): extension is SourceFormat => sourceFormats.has(extension)

async function serveImage(exchange: Exchange): Promise<null> {
  const { lake, req, res, url, params, caller } = exchange
  const name = imageName(params['file'] ?? '')
  if (!name || !isSourceFormat(name.extension)) throw noImage()
  const original = await originalOf(lake, name, noImage)
  const search = url.searchParams
  const isStranger = isStrange(caller) && !lake.assets.originalKeys.open(name.file, search)
  const isRaw = search.get('dlRaw') === 'true'
  const wanted = parseImageParams(isRaw ? new URLSearchParams() : search)
  const source = {
    width: name.width,
    height: name.height,
    format: name.extension,
    moves: await mayMove(original.path, name.extension),
  }
  const shown = isStranger ? await lake.assets.shown(name) : null
  const plan = planImage(wanted, source, { isStranger, accept: req.headers.accept ?? '', shown })
  const headers = {
    ...safety(name.extension),
    ...download(search, name.file),
    ...(wanted.auto ? { vary: 'Accept' } : {}),
    // The same address gives the original to who sends a token: an export through a shared cache must not get what strangers get.
    ...(wanted.asksForChange ? {} : { vary: 'Authorization' }),
  }
  // A cache that many share must not give strangers what was made for somebody with rights; and a crop may change.
  const cache = !isStranger
    ? 'private, max-age=31536000, immutable'
    : shown === null
      ? undefined
      : `public, max-age=${cropAge}`
  if (!plan) {
    await sendFile(req, res, { ...stored(original, name, headers), ...(cache && { cache }) })
    return null
  }
  const admit = async () => {
    if (isStranger) await lake.limits.pictures(lake.addressOf(req))
  }
  const made = await lake.assets.image({ path: original.path, file: name.file }, source, plan, askerOf(exchange), admit)
  await sendFile(req, res, {
    ...made,
    type: mimeTypeOf(plan.format),
    etag: `"${made.key}"`,
    headers,
    ...(cache && { cache }),
  })
  return null
}

async function serveFile({ lake, req, res, url, params }: Exchange): Promise<null> {
  const name = fileName(params['file'] ?? '')
  if (!name) throw noFile()
  const original = await originalOf(lake, name, noFile)
  const headers = { ...safety(name.extension), ...download(url.searchParams, name.file) }
  await sendFile(req, res, stored(original, name, headers))
  return null
}

const noImage = () => notFound('There is no such image.')
const noFile = () => notFound('There is no such file.')

/** The stored bytes. Throws `missing` when there are none or no document, and LakeError 500 when some of them are lost. */
async function originalOf(
  lake: LakeContext,
  { file, documentId }: AssetName,
  missing: () => LakeError,
): Promise<{ path: string; size: number }> {
  const original = await lake.assets.store.find(file)
  const size = original ? await lake.assets.sizeOf(documentId) : undefined
  if (!original || size === undefined) throw missing()
  if (size !== null && size !== original.size) {
    lake.log({
      level: 'error',
      message: 'A stored original is damaged. Put it back from a backup.',
      file,
      bytes: original.size,
      expected: size,
    })
    throw new LakeError(500, {
      type: 'internalServerError',
      description: `The stored original is damaged: it has ${original.size} of ${size} bytes.`,
    })
  }
  return original
}

/** The bytes as they were taken in, with their hash: @sanity/export checks a copy against it. */
function stored(
  original: { path: string; size: number },
  { extension, sha1 }: AssetName,
  headers: Readonly<Record<string, string>>,
): FileToSend {
  return { ...original, type: mimeTypeOf(extension), etag: `"${sha1}"`, headers: { ...headers, 'x-sanity-sha1': sha1 } }
}

/** What was uploaded must never run as a page of this site: an SVG, say, with a script in it. */
function safety(extension: string): Record<string, string> {
  // A sandbox would keep browsers from showing a PDF; for everything else it is the strongest refusal there is.
  return extension === 'pdf'
    ? {}
    : { 'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'" }
}

/** `?dl` saves under the stored name, `?dl=<name>` under another. */
function download(search: URLSearchParams, file: string): Record<string, string> {
  const wish = search.get('dl')
  if (wish === null) return {}
  const name = wish.trim() || file
  const plain = name.replace(/[^A-Za-z0-9._-]/g, '_')
  return { 'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}` }
}
