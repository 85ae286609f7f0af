import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'

export type FileToSend = ({ path: string; size: number } | { bytes: Uint8Array }) & {
  type: string
  /** Strong: the same tag is the same bytes. */
  etag: string
  /** The `Cache-Control`; without it the file is kept by everybody, for ever. */
  cache?: string
  headers?: Readonly<Record<string, string>>
}

/** Assets never change: their name is made of their content. */
const forever = 'public, max-age=31536000, immutable'

/** Sends a file, or 304, or the one range that is asked for (films need it). Ends quietly when the reader leaves. */
export async function sendFile(req: IncomingMessage, res: ServerResponse, file: FileToSend): Promise<void> {
  const headers = {
    'cache-control': file.cache ?? forever,
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'accept-ranges': 'bytes',
    etag: file.etag,
    ...file.headers,
  }
  if (matches(req.headers['if-none-match'], file.etag)) {
    res.writeHead(304, headers).end()
    return
  }
  const size = 'bytes' in file ? file.bytes.length : file.size
  const ifRange = req.headers['if-range']
  const range = ifRange === undefined || ifRange === file.etag ? rangeOf(req.headers.range, size) : null
  if (range === 'impossible') {
    res.writeHead(416, { ...headers, 'content-range': `bytes */${size}` }).end()
    return
  }
  const { start, end } = range ?? { start: 0, end: size - 1 }
  res.writeHead(range ? 206 : 200, {
    ...headers,
    'content-type': file.type,
    'content-length': String(end - start + 1),
    ...(range ? { 'content-range': `bytes ${start}-${end}/${size}` } : {}),
  })
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  try {
    if ('bytes' in file) res.end(file.bytes.subarray(start, end + 1))
    else await pipeline(createReadStream(file.path, { start, end }), res)
  } catch {
    res.destroy()
  }
}

function matches(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*')
}

/** The bytes asked for; `null` when all are. Several ranges at once are answered with the whole, as the standard allows. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'impossible' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  const [, from = '', to = ''] = match
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start > end || start >= size ? 'impossible' : { start, end }
}
