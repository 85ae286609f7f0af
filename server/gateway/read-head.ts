/** What a finished page is chosen by. */
export type PlainHead = { path: string; acceptEncoding: string | undefined }

const mostBytes = 8_192
const mostHeaders = 50

/**
 * Headers that change nothing about which bytes a reader gets, and the three that are read below: what browsers send, what proxies add.
 * With any other, a request is not plain.
 */
const harmless = new Set([
  'host',
  'connection',
  'accept-encoding',
  'accept',
  'accept-language',
  'user-agent',
  'referer',
  'origin',
  'cache-control',
  'pragma',
  'priority',
  'dnt',
  'save-data',
  'upgrade-insecure-requests',
  'sec-gpc',
  'sec-purpose',
  'sec-speculation-tags',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-fetch-site',
  'sec-fetch-user',
  'sec-ch-ua',
  'sec-ch-ua-mobile',
  'sec-ch-ua-platform',
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-forwarded-scheme',
  'x-forwarded-server',
  'x-real-ip',
  'true-client-ip',
  'x-request-id',
  'traceparent',
  'tracestate',
  'x-amzn-trace-id',
  'x-cloud-trace-context',
  'cdn-loop',
  'cf-connecting-ip',
  'cf-ipcountry',
  'cf-ray',
  'cf-visitor',
])

/**
 * Reads a plain request: exactly one whole `GET` of the simplest shape. No query, no body, no condition, no cookie, nothing twice that counts,
 * only visible ASCII, the connection kept. Anything else is undefined, and Node's to judge.
 */
export function readPlainHead(bytes: Buffer): PlainHead | undefined {
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
    if (name === '')
      return text.length === end + 2 && text.endsWith('\r\n') && host !== undefined
        ? { path, acceptEncoding }
        : undefined
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
