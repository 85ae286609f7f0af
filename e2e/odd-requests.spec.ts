import { once } from 'node:events'
import { dial, readAll, sendRaw, statusesIn } from '#server/testing.ts'
import { head, page, portIn } from './support/raw-request.ts'
import { articlePath, expect, test } from './support/test.ts'

// What is odd in a request, byte by byte. What many or broken connections do to the process: fire.spec.ts.

/** Sent behind what is tested on the same connection: an answer to it says that the connection was left in good order. */
const next = `${head('/healthz')}Connection: close\r\n\r\n`
/** A request inside a body; an answer to it would be one that nobody asked for. */
const smuggled = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'
const hello = 'Content-Length: 5\r\n\r\nhello'

/** What means nothing, or two things to two programs: exactly one answer, and the connection is closed before anything behind it is read. */
const refused: readonly (readonly [name: string, bytes: string, status: number])[] = [
  ['both lengths', `${head('/zh-TW', 'POST')}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`, 400],
  [
    'both lengths, for the lake',
    `${head('/lake/v1/data/query/production', 'POST')}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`,
    400,
  ],
  ['two lengths', `${head('/zh-TW', 'POST')}Content-Length: 0\r\nContent-Length: 46\r\n\r\n${smuggled}`, 400],
  ['the same length twice', `${head('/zh-TW', 'POST')}Content-Length: 5\r\n${hello}`, 400],
  ['a list of lengths', `${head('/zh-TW', 'POST')}Content-Length: 5, 5\r\n\r\nhello`, 400],
  ['a signed length', `${head('/zh-TW', 'POST')}Content-Length: +5\r\n\r\nhello`, 400],
  ['chunked, identity', `${head('/zh-TW', 'POST')}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`, 400],
  [
    'a second transfer coding',
    `${head('/zh-TW', 'POST')}Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n`,
    400,
  ],
  [
    'HTTP/1.0 and chunked',
    `POST /zh-TW HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    405,
  ],
  ['a chunk without a size', `${head('/zh-TW', 'POST')}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`, 405],
  [
    'a body where only reading is possible',
    `${head('/zh-TW', 'POST')}Content-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
    405,
  ],
  ['a folded header', `${page}X: a\r\n b\r\n\r\n`, 400],
  ['bare line feeds', 'GET /zh-TW HTTP/1.1\nHost: localhost\n\n', 400],
  ['a bare carriage return', `GET /zh-TW\rX: y HTTP/1.1\r\nHost: localhost\r\n\r\n`, 400],
  ['a space before the colon', `${page}Content-Length : 5\r\n\r\nhello`, 400],
  ['a NUL in a header', `${page}X: a\0b\r\n\r\n`, 400],
  ['no host', 'GET /zh-TW HTTP/1.1\r\n\r\n', 400],
  ['two hosts', `${page}Host: evil.example\r\n\r\n`, 400],
  ['a host that is none', 'GET /zh-TW HTTP/1.1\r\nHost: a b/c\r\n\r\n', 400],
  ['a whole address as target', `${head('http://evil.example/zh-TW')}\r\n`, 400],
  ['an authority as target', `${head('evil.example:443')}\r\n`, 400],
  ['CONNECT', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n', 405],
  ['* as target', `${head('*', 'OPTIONS')}\r\n`, 400],
  ['bytes in the target that are not ASCII', `${head('/zh-TW/\xe6\xb9\x96')}\r\n`, 400],
  ['a header of 20 kB', `${page}X: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ['300 headers', `${page}${Array.from({ length: 300 }, (_, index) => `X${index}: a\r\n`).join('')}\r\n`, 431],
  ['a target of 60 kB', `${head(`/zh-TW/${'a'.repeat(60_000)}`)}\r\n`, 431],
  ['a method that is none', `${head('/zh-TW', 'BREW')}\r\n`, 400],
  ['HTTP/0.9', 'GET /zh-TW\r\n\r\n', 505],
  ['HTTP/2 without being asked', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
]

/** Odd, and harmless: answered, and closed where what is behind could be misread. */
const harmless: readonly (readonly [name: string, bytes: string, statuses: readonly number[]])[] = [
  ['a body on GET', `${page}Content-Length: ${smuggled.length}\r\n\r\n${smuggled}`, [200]],
  ['a body on GET that never comes', `${page}Content-Length: 500\r\n\r\nhe`, [200]],
  ['a chunked body on GET', `${page}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`, [200]],
  ['a body on GET at the lake', `${head('/lake/ping')}Content-Length: ${smuggled.length}\r\n\r\n${smuggled}`, [200]],
  [
    'an upgrade to HTTP/2',
    `${page}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n\r\n`,
    [200],
  ],
  ['a WebSocket where there is none', `${page}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`, [200]],
  [
    'a WebSocket of a stranger',
    `${head('/lake/streams')}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n`,
    [401],
  ],
  ['a header value that is not ASCII', `${page}X: \xe6\xb9\x96\r\n\r\n`, [200, 200]],
  ['a transfer coding that is none', `${head('/zh-TW', 'POST')}Transfer-Encoding: identity\r\n\r\n`, [405]],
  ['a whole address of this site as target', `${head('http://localhost/zh-TW')}\r\n`, [200, 200]],
  ['two spaces behind the method', `GET  /zh-TW HTTP/1.1\r\nHost: localhost\r\n\r\n`, [200, 200]],
  ['two requests at once', `${page}\r\n${page}\r\n`, [200, 200, 200]],
  ['an expectation', `${page}Expect: 100-continue\r\n\r\n`, [100, 200, 200]],
  ['an expectation that is none', `${page}Expect: nonsense\r\n\r\n`, [417, 200]],
]

/** The same on a connection on which a kept page was sent just before, by another way than Node's own (docs/decisions/021). */
async function sendAfterPage(port: number, bytes: string): Promise<number[]> {
  const socket = await dial(port)
  const all = readAll(socket)
  socket.write(`${page}\r\n`)
  await once(socket, 'data')
  socket.write(Buffer.from(bytes, 'latin1'))
  return statusesIn(await all)
}

test('a request that means nothing, or two things, gets one refusal and its connection is closed', async ({
  publication,
}) => {
  const port = portIn(publication.url)
  for (const [name, bytes, status] of refused) {
    expect(statusesIn(await sendRaw(port, bytes + next)), name).toEqual([status])
    expect(await sendAfterPage(port, bytes + next), `on a connection in use: ${name}`).toEqual([200, status])
    expect(statusesIn(await sendRaw(port, next)), `after: ${name}`).toEqual([200])
  }
})

test('a request that is only odd is answered, and nothing in it is taken for another', async ({ publication }) => {
  const port = portIn(publication.url)
  for (const [name, bytes, statuses] of harmless) {
    expect(statusesIn(await sendRaw(port, bytes + next)), name).toEqual(statuses)
    expect(await sendAfterPage(port, bytes + next), `on a connection in use: ${name}`).toEqual([200, ...statuses])
    expect(statusesIn(await sendRaw(port, next)), `after: ${name}`).toEqual([200])
  }
})

test('a client that closes its side after asking has its answer, kept before or not', async ({ publication }) => {
  for (const [target, status] of [
    ['/zh-TW', 200],
    ['/zh-TW/asked-for-once', 404],
    ['/studio', 200],
    ['/_next/static/nothing', 404],
  ] as const) {
    const socket = await dial(portIn(publication.url))
    const all = readAll(socket)
    socket.end(`${head(target)}\r\n`)
    expect(statusesIn(await all), target).toEqual([status])
  }
})

test('the Studio and the doors of draft mode are only read, whatever is sent to them', async ({ publication }) => {
  for (const target of ['/studio', '/studio/structure', '/api/draft-mode/enable']) {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const answer = await fetch(`${publication.url}${target}`, {
        method,
        headers: { 'next-action': '0123456789012345678901234567890123456789' },
      })
      expect(answer.status, `${method} ${target}`).toBe(405)
    }
  }
})

test('no spelling of a path is an error of the server, and none leads out of it', async ({ publication }) => {
  const spellings: readonly (readonly [target: string, status: number])[] = [
    ['/%2e%2e/%2e%2e/etc/passwd', 400],
    ['/..', 400],
    ['/zh-TW/%2E%2e/x', 400],
    ['//evil.example', 308],
    ['//evil.example/%2f..', 400],
    ['/\\evil.example', 400],
    ['/%5C%5Cevil.example', 400],
    ['/zh-TW/%00', 400],
    ['/%C0%AE%C0%AE/', 400],
    ['/zh-TW/%ED%A0%80', 400],
    ['/%', 400],
    ['/%u6E56', 400],
    ['/zh-TW/%e6%b9%96', 308],
    ['/zh-TW?%', 200],
    [`/zh-TW?${'a'.repeat(8_000)}`, 200],
    [`/zh-TW/${'a'.repeat(8_000)}`, 404],
    [`/zh-TW/${encodeURIComponent('湖').repeat(800)}`, 404],
    ['/zh-TW/%F0%9F%8C%8A', 404],
    ['/_next/%', 400],
    ['/_next/../package.json', 404],
    ['/_next/image?url=%2Ffavicon.ico&w=64&q=75', 404],
    ['/_next/static/%2e%2e/%2e%2e/package.json', 404],
    ['/_next/static/%00', 404],
    ['/studio/%', 400],
    ['/studio/..%2f..', 200],
    ['/lake/%', 400],
    ['/lake/..', 401],
    ['/lake/%00', 401],
    ['/lake/images/lakeside/production/%2e%2e%2f%2e%2e%2flake.sqlite', 404],
    ['/.env', 404],
  ]
  for (const [target, status] of spellings) {
    const answer = await sendRaw(portIn(publication.url), `${head(target)}Connection: close\r\n\r\n`)
    expect(statusesIn(answer), target.slice(0, 100)).toEqual([status])
    expect(/^location: (.*)\r$/im.exec(answer)?.[1] ?? '/', target.slice(0, 100)).toMatch(/^\/(?![/\\])/)
  }
})

test('no header of a reader is an error of the server', async ({ publication }) => {
  const statusOf = async (headers: Record<string, string>, method = 'GET') =>
    (await fetch(`${publication.url}${articlePath}`, { method, headers })).status
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])
    expect(await statusOf({}, method), method).toBe(405)
  for (const coding of [
    '',
    '*',
    ';q=',
    'br;q=0, gzip;q=0',
    'identity;q=0',
    'gzip;q=nonsense',
    'br;q=1e400',
    ',,,;;;',
    'br,'.repeat(2_000),
  ]) {
    expect(await statusOf({ 'accept-encoding': coding }), coding.slice(0, 50)).toBe(200)
  }
  for (const range of [
    'bytes=0-1',
    'bytes=-5',
    'bytes=5-1',
    'bytes=999999999-',
    'lines=1-2',
    'bytes=0-0,1-1,'.repeat(100),
  ])
    expect(await statusOf({ range }), range.slice(0, 50)).toBe(200)
  for (const tags of ['"a", "b", W/"c"', ',,,', '"', 'W/', '"a'.repeat(1_000)])
    expect(await statusOf({ 'if-none-match': tags }), tags.slice(0, 50)).toBe(200)
  for (const date of ['yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT', '9'.repeat(100)])
    expect(await statusOf({ 'if-modified-since': date, 'if-range': date }), date).toBe(200)
  for (const cookie of ['a', '=', '__prerender_bypass=x', '%', `a=${'b'.repeat(4_000)}`, 'lakeside-session=%00'])
    expect(await statusOf({ cookie }), cookie.slice(0, 50)).toBe(200)
})

test('whatever stands in the query, the page is the same', async ({ publication }) => {
  const bodyOf = async (query: string) => {
    const answer = await fetch(`${publication.url}/zh-TW${query}`)
    expect(answer.status, query).toBe(200)
    return answer.text()
  }
  const plain = await bodyOf('')
  const noise = [
    '?',
    '?_rsc=1',
    '?__proto__=1',
    '?page=-1',
    '?utm_source=a&utm_source=b',
    '?%00',
    '?a[]=1',
    ...Array.from({ length: 20 }, (_, index) => `?n=${index}`),
  ]
  for (const query of noise) expect(await bodyOf(query), query).toBe(plain)
})

test('addresses where nothing is, one after the other, push no page out and cost no place of one', async ({
  publication,
}) => {
  const statusOf = async (path: string) => {
    const answer = await fetch(`${publication.url}${path}`)
    await answer.arrayBuffer()
    return { status: answer.status, from: answer.headers.get('cache-status') }
  }
  await statusOf(articlePath)
  const asking = Array.from({ length: 3 }, async (_, row) => {
    for (let index = 0; index < 100; index += 1)
      expect(await statusOf(`/zh-TW/academy/nowhere-${row}-${index}/${index}`)).toMatchObject({ status: 404 })
  })
  await Promise.all(asking)
  expect(await statusOf(articlePath)).toEqual({ status: 200, from: 'lakeside; hit' })
})
