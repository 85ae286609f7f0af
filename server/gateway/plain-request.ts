/** What a finished page is chosen by. */
export type PlainRequest = {
  /** The path as it was asked for; no query came with it. */
  path: string
  acceptEncoding: string | undefined
}

const mostBytes = 8_192
const mostHeaders = 50

/** Headers that change nothing about which bytes a reader gets, or what is told of below. With any other, a request is not plain. */
const harmless = new Set([
  'host', 'connection', 'accept-encoding', // read below
  'accept', 'accept-language', 'user-agent', 'referer', 'origin', 'cache-control', 'pragma', 'priority', 'dnt', 'save-data', 'upgrade-insecure-requests',
  'sec-gpc', 'sec-purpose', 'sec-fetch-dest', 'sec-fetch-mode', 'sec-fetch-site', 'sec-fetch-user', 'sec-ch-ua', 'sec-ch-ua-mobile', 'sec-ch-ua-platform',
  'forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip', 'x-request-id',
])

/**
 * Reads what a connection brought at once, when it is exactly one whole `GET` by HTTP/1.1 of the simplest shape: no query, no body, no
 * condition, no cookie, nothing twice that counts, only headers that are known to be harmless, only visible ASCII, the connection kept.
 * Undefined for everything else: nothing is refused here, and whatever is odd goes to Node's own parser.
 */
export function readPlainRequest(bytes: Buffer): PlainRequest | undefined {
  if (bytes.length > mostBytes) return undefined
  const text = bytes.toString('latin1')
  const path = /^GET (\/[!-"$->@-~]*) HTTP\/1\.1\r\n/.exec(text)?.[1]
  if (path === undefined) return undefined
  const header = /([A-Za-z-]+): ([ -~]+)\r\n/y
  header.lastIndex = path.length + 'GET  HTTP/1.1\r\n'.length
  let host: string | undefined
  let acceptEncoding: string | undefined
  for (let count = 0; count < mostHeaders; count += 1) {
    const end = header.lastIndex
    const [, name = '', value = ''] = header.exec(text) ?? []
    if (name === '') return text.length === end + 2 && text.endsWith('\r\n') && host !== undefined ? { path, acceptEncoding } : undefined
    const known = name.toLowerCase()
    if (!harmless.has(known)) return undefined
    if (known === 'host') {
      if (host !== undefined || !/^[\w.:[\]-]+$/.test(value)) return undefined
      host = value
    } else if (known === 'accept-encoding') {
      if (acceptEncoding !== undefined) return undefined
      acceptEncoding = value
    } else if (known === 'connection' && value.toLowerCase() !== 'keep-alive') return undefined
  }
  return undefined
}
