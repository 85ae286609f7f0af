import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'

export type Encoding = 'br' | 'gzip' | 'identity'

/** Browsers send the same few headers for ever; reading one costs more than all else that choosing a page's bytes does. */
const chosen = new LRUCache<string, Encoding>({ max: 100, memoMethod: readAcceptEncoding })

/** The best encoding that an `Accept-Encoding` header allows (RFC 9110, 12.5.3). Nonsense in it counts as not said. */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
  return acceptEncoding === undefined ? 'identity' : chosen.memo(acceptEncoding)
}

function readAcceptEncoding(acceptEncoding: string): Encoding {
  const quality = new Map<string, number>()
  for (const part of acceptEncoding.split(',')) {
    const [name = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    const value = q === undefined ? 1 : Number(q)
    if (name && Number.isFinite(value)) quality.set(name, value)
  }
  const accepts = (name: string) => (quality.get(name) ?? quality.get('*') ?? 0) > 0
  return accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : 'identity'
}

const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

/** The body in that encoding. Brotli at 5: a page of 40 kB in well under a millisecond, a tenth larger than the slowest level. */
export async function encode(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'br') return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  if (encoding === 'gzip') return deflate(body)
  return body
}
