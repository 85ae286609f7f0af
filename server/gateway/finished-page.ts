import { createHash } from 'node:crypto'
import { encode, type Encoding } from '#sanity/lake/http/encode.ts'

/** A page as it was made, before it is made ready to send. */
export type MadePage = {
  status: number
  headers: Readonly<Record<string, string>>
  body: Buffer
  /** What it was made from: sync tags. A page that can't tell depends on `any`. */
  tags: readonly string[]
  /** The instants between which it is true, from <= now < until, in epoch milliseconds; open ends are infinite. */
  from: number
  until: number
  /** Whether it may be sent again: it is public, whole, and tells what it was made from. */
  keepable: boolean
}

/** One encoding of a page: what goes on the wire. */
export type Variant = {
  body: Buffer
  etag: string
  /** Names and values in turn, as `writeHead` takes them without work of its own. */
  headers: readonly string[]
}

/** The exact bytes of one page, with what it was made from and when it is true. */
export type FinishedPage = MadePage & {
  variants: Readonly<Record<Encoding, Variant>>
  /** What keeping it costs in memory. */
  bytes: number
}

const compressible = /^(?:text\/|image\/svg\+xml|application\/(?:[\w.-]+\+)?(?:json|xml|javascript))/

/** What an entry costs beside its bodies: headers, tags, and its places in the maps. Found by keeping 10,000 empty ones. */
const overhead = 3_000

/** Compresses once, so that no answer does. A body that is compressed already (an image) goes out as it is under every name. */
export async function finishPage(made: MadePage): Promise<FinishedPage> {
  const { headers } = made
  const body = withOwnStorage(made.body)
  const tag = createHash('sha256').update(body).digest('base64url').slice(0, 16)
  if (!compressible.test(headers['content-type'] ?? '')) {
    const only = variant(body, tag, headers)
    return { ...made, body, variants: { identity: only, gzip: only, br: only }, bytes: body.length + overhead }
  }
  const varied = { ...headers, vary: 'accept-encoding' }
  const encoded = async (encoding: Encoding) =>
    variant(withOwnStorage(await encode(body, encoding)), `${tag}-${encoding}`, {
      ...varied,
      'content-encoding': encoding,
    })
  const [gzip, br] = await Promise.all([encoded('gzip'), encoded('br')])
  return {
    ...made,
    body,
    variants: { identity: variant(body, tag, varied), gzip, br },
    bytes: body.length + gzip.body.length + br.body.length + overhead,
  }
}

/** The same bytes with storage of their own. A small buffer is cut from a pool of 64 kB, and one that is kept keeps the whole pool from being freed. */
function withOwnStorage(bytes: Buffer): Buffer {
  if (bytes.length === bytes.buffer.byteLength) return bytes
  const own = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(own)
  return own
}

function variant(body: Buffer, tag: string, headers: Readonly<Record<string, string>>): Variant {
  const etag = `"${tag}"`
  return { body, etag, headers: Object.entries({ ...headers, etag, 'content-length': String(body.length) }).flat() }
}

/** Whether the page is true at that instant (epoch milliseconds). */
export const isTrueAt = ({ from, until }: Pick<MadePage, 'from' | 'until'>, now: number): boolean =>
  from <= now && now < until
