import { createServer } from 'node:http'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createClient } from '@sanity/client'
import { dial, portOf, readAll, sendRaw, statusesIn } from '#server/testing.ts'
import { articlePath, clientFor, expect, test } from './support/test.ts'
import { startProcess } from './support/site-process.ts'

// The process as a hostile or broken network meets it: bytes, not a browser.

const portIn = (url: string) => Number(new URL(url).port)

/** The head of a request, up to where further headers may stand. */
const head = (target: string, method = 'GET') => `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n`
const page = head('/zh-TW')
/** Sent behind what is tested on the same connection: an answer to it says that the connection was left in good order. */
const next = `${head('/healthz')}Connection: close\r\n\r\n`
/** A request inside a body; an answer to it would be one that nobody asked for. */
const smuggled = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'
const hello = 'Content-Length: 5\r\n\r\nhello'

/** What means nothing, or two things to two programs: exactly one answer, and the connection is closed before anything behind it is read. */
const refused: readonly (readonly [name: string, bytes: string, status: number])[] = [
  ['both lengths', `${head('/zh-TW', 'POST')}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`, 400],
  ['both lengths, for the lake', `${head('/lake/v1/data/query/production', 'POST')}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG`, 400],
  ['two lengths', `${head('/zh-TW', 'POST')}Content-Length: 0\r\nContent-Length: 46\r\n\r\n${smuggled}`, 400],
  ['the same length twice', `${head('/zh-TW', 'POST')}Content-Length: 5\r\n${hello}`, 400],
  ['a list of lengths', `${head('/zh-TW', 'POST')}Content-Length: 5, 5\r\n\r\nhello`, 400],
  ['a signed length', `${head('/zh-TW', 'POST')}Content-Length: +5\r\n\r\nhello`, 400],
  ['chunked, identity', `${head('/zh-TW', 'POST')}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`, 400],
  ['a second transfer coding', `${head('/zh-TW', 'POST')}Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n`, 400],
  ['HTTP/1.0 and chunked', `POST /zh-TW HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 405],
  ['a chunk without a size', `${head('/zh-TW', 'POST')}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`, 405],
  ['a body where only reading is possible', `${head('/zh-TW', 'POST')}Content-Length: ${smuggled.length}\r\n\r\n${smuggled}`, 405],
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
  ['an upgrade to HTTP/2', `${page}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n\r\n`, [200]],
  ['a WebSocket where there is none', `${page}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`, [200]],
  ['a WebSocket of a stranger', `${head('/lake/streams')}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n`, [401]],
  ['a header value that is not ASCII', `${page}X: \xe6\xb9\x96\r\n\r\n`, [200, 200]],
  ['a transfer coding that is none', `${head('/zh-TW', 'POST')}Transfer-Encoding: identity\r\n\r\n`, [405]],
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

test('a request that means nothing, or two things, gets one refusal and its connection is closed', async ({ publication }) => {
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
  const statusOf = async (headers: Record<string, string>, method = 'GET') => (await fetch(`${publication.url}${articlePath}`, { method, headers })).status
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) expect(await statusOf({}, method), method).toBe(405)
  for (const coding of ['', '*', ';q=', 'br;q=0, gzip;q=0', 'identity;q=0', 'gzip;q=nonsense', 'br;q=1e400', ',,,;;;', 'br,'.repeat(2_000)]) {
    expect(await statusOf({ 'accept-encoding': coding }), coding.slice(0, 50)).toBe(200)
  }
  for (const range of ['bytes=0-1', 'bytes=-5', 'bytes=5-1', 'bytes=999999999-', 'lines=1-2', 'bytes=0-0,1-1,'.repeat(100)]) expect(await statusOf({ range }), range.slice(0, 50)).toBe(200)
  for (const tags of ['"a", "b", W/"c"', ',,,', '"', 'W/', '"a'.repeat(1_000)]) expect(await statusOf({ 'if-none-match': tags }), tags.slice(0, 50)).toBe(200)
  for (const date of ['yesterday', 'Thu, 01 Jan 1970 00:00:00 GMT', '9'.repeat(100)]) expect(await statusOf({ 'if-modified-since': date, 'if-range': date }), date).toBe(200)
  for (const cookie of ['a', '=', '__prerender_bypass=x', '%', `a=${'b'.repeat(4_000)}`, 'lakeside-session=%00']) expect(await statusOf({ cookie }), cookie.slice(0, 50)).toBe(200)
})

test('whatever stands in the query, the page is the same', async ({ publication }) => {
  const bodyOf = async (query: string) => {
    const answer = await fetch(`${publication.url}/zh-TW${query}`)
    expect(answer.status, query).toBe(200)
    return answer.text()
  }
  const plain = await bodyOf('')
  const noise = ['?', '?_rsc=1', '?__proto__=1', '?page=-1', '?utm_source=a&utm_source=b', '?%00', '?a[]=1', ...Array.from({ length: 20 }, (_, index) => `?n=${index}`)]
  for (const query of noise) expect(await bodyOf(query), query).toBe(plain)
})

test('addresses where nothing is, one after the other, push no page out and cost no place of one', async ({ publication }) => {
  const statusOf = async (path: string) => {
    const answer = await fetch(`${publication.url}${path}`)
    await answer.arrayBuffer()
    return { status: answer.status, from: answer.headers.get('cache-status') }
  }
  await statusOf(articlePath)
  const asking = Array.from({ length: 3 }, async (_, row) => {
    for (let index = 0; index < 100; index += 1) expect(await statusOf(`/zh-TW/academy/nowhere-${row}-${index}/${index}`)).toMatchObject({ status: 404 })
  })
  await Promise.all(asking)
  expect(await statusOf(articlePath)).toEqual({ status: 200, from: 'lakeside; hit' })
})

test('a thousand connections that are held, half asked or never read, keep no reader waiting', async ({ publication }) => {
  const port = portIn(publication.url)
  const held: Socket[] = []
  const dialHeld = async (bytes: string) => {
    const socket = await dial(port)
    socket.pause()
    socket.write(bytes)
    held.push(socket)
  }
  await Promise.all(Array.from({ length: 500 }, () => dialHeld(`${page}X: never ended`)))
  await Promise.all(Array.from({ length: 500 }, () => dialHeld(`${page}\r\n`)))
  const answer = await fetch(`${publication.url}${articlePath}`)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('</html>')
  expect(held.filter((socket) => !socket.closed)).toHaveLength(1_000)
  for (const socket of held) socket.destroy()
})

test('from the first moment the port listens it says what it is waiting for', async ({ dataFolder }) => {
  const free = createServer()
  const port = await portOf(free)
  free.close()
  await once(free, 'close')
  const url = `http://127.0.0.1:${port}`
  const starting = startProcess({ LAKESIDE_DATA: dataFolder, PORT: String(port) })

  // Asked at short intervals: what follows must be heard before a quick machine has finished its start.
  await expect(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200)).toPass({ intervals: [20] })
  const early = await fetch(`${url}/readyz`)
  expect([early.status, early.headers.get('cache-control')]).toEqual([503, 'no-store'])
  expect(await early.json()).toMatchObject({ ready: false, parts: { gateway: false } })
  const reader = await sendRaw(port, page + '\r\n')
  expect(statusesIn(reader)).toEqual([503])
  expect(reader).toMatch(/^retry-after: \d+\r$/im)

  const running = await starting
  const ready = await fetch(`${url}/readyz`)
  expect(await ready.json()).toEqual({ ready: true, parts: { lake: true, next: true, gateway: true } })
  await running.stop()
})

test('with the lake away the process lives and is not ready; its token is in no line it writes', async ({ dataFolder }) => {
  const site = await startProcess({ LAKESIDE_DATA: dataFolder, LAKESIDE_LOG: 'debug', LAKESIDE_LOG_REQUESTS: 'on', SANITY_API_HOST: 'http://127.0.0.1:1/lake', SANITY_READ_TOKEN: 'token-of-the-site' })
  expect((await fetch(`${site.url}/zh-TW`)).status).toBeGreaterThanOrEqual(500)
  expect((await fetch(`${site.url}/healthz`)).status).toBe(200)
  const readiness = await fetch(`${site.url}/readyz`)
  expect(readiness.status).toBe(503)
  expect(await readiness.json()).toEqual({ ready: false, parts: { lake: false, next: true, gateway: true } })
  expect(site.errors()).toContain('"path":"/zh-TW"')
  expect(site.errors()).not.toContain('token-of-the-site')
  await site.stop()
})

test.describe('with a line a request', () => {
  test.use({ settings: { LAKESIDE_LOG: 'debug', LAKESIDE_LOG_REQUESTS: 'on', LAKESIDE_TRUSTED_PROXIES: '127.0.0.1' } })
  test('the log has every request of a reader and no secret', async ({ site }) => {
    const code = new URL(site.signInLink ?? '').searchParams.get('code') ?? ''
    await fetch(site.signInLink ?? '')
    const form = new URLSearchParams({ code, skip: '1' })
    const signedIn = await fetch(`${site.url}/lake/sign-in/link`, { method: 'POST', headers: { origin: site.url }, body: form, redirect: 'manual' })
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const token = site.client.config().token ?? ''
    await fetch(`${site.url}/lake/v2025-02-19/users/me`, { headers: { cookie } })
    await site.client.fetch('*[title == $asked]', { asked: 'asked-of-the-lake' })
    for (const _ of [1, 2]) await fetch(`${site.url}/zh-TW?secret=in-the-query`, { headers: { 'x-forwarded-for': '203.0.113.7' } })

    const lines = () => site.errors().split('\n').filter((line) => line.startsWith('{')).map((line): Record<string, unknown> => JSON.parse(line))
    const ofReader = () => lines().filter(({ address }) => address === '203.0.113.7')
    await expect.poll(() => ofReader().map(({ level, message, method, path, status }) => ({ level, message, method, path, status }))).toEqual(
      Array.from({ length: 2 }, () => ({ level: 'info', message: 'request', method: 'GET', path: '/zh-TW', status: 200 })),
    )
    expect(ofReader().map(({ page }) => page)).toEqual(['made', 'hit'])
    expect(lines().map(({ path }) => path)).toEqual(expect.arrayContaining(['/lake/sign-in', '/lake/sign-in/link', '/lake/v2025-02-19/users/me', '/lake/v2025-02-19/data/query/production']))
    for (const secret of [code, token, cookie.split('=')[1] ?? '', 'in-the-query', 'asked-of-the-lake']) {
      expect(secret.length).toBeGreaterThan(8)
      expect(site.errors()).not.toContain(secret)
    }
  })
})

/** Begins an upload and leaves it half sent; `finish` sends the rest and resolves with all of the answer. */
async function beginUpload(url: string, token: string): Promise<{ finish: () => Promise<string> }> {
  const socket = await dial(portIn(url))
  const body = 'Words of a file that takes its time.'
  const answer = readAll(socket)
  socket.write(`${head('/lake/v2025-02-19/assets/files/production?filename=slow.txt', 'POST')}Authorization: Bearer ${token}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`)
  // An answer on a later connection says that the first has been heard.
  await fetch(`${url}/healthz`)
  return {
    finish: () => {
      socket.write(body.slice(10))
      return answer
    },
  }
}

test('SIGTERM: an upload is finished, event streams end at once, and who comes now is sent away', async ({ site }) => {
  const token = site.client.config().token ?? ''
  const stream = await fetch(`${site.url}/lake/v2025-02-19/data/listen/production?query=*`, { headers: { authorization: `Bearer ${token}` } })
  expect(stream.status).toBe(200)
  const streamed = stream.text()
  const idle = await dial(portIn(site.url))
  idle.write(`${page}\r\n`)
  await once(idle, 'data')
  const upload = await beginUpload(site.url, token)

  site.signal('SIGTERM')
  expect(await streamed).toContain('event: welcome')
  await expect.poll(() => fetch(`${site.url}/readyz`).then(({ status }) => status)).toBe(503)
  for (const target of ['/zh-TW', '/lake/v2025-02-19/users/me']) {
    const refusal = await sendRaw(portIn(site.url), `${head(target)}\r\n`)
    expect(statusesIn(refusal)).toEqual([503])
    expect(refusal).toMatch(/^connection: close\r$/im)
  }
  expect(idle.closed).toBe(false)
  const answer = await upload.finish()
  expect(statusesIn(answer)).toEqual([200])
  expect(answer).toContain('slow.txt')
  expect(await site.ended).toBe(0)
  if (!idle.closed) await once(idle, 'close')

  await site.restart()
  expect(await site.client.fetch('*[_type == "sanity.fileAsset"].originalFilename')).toEqual(['slow.txt'])
})

test('a second signal ends the process at once, whatever is being waited for', async ({ site }) => {
  await beginUpload(site.url, site.client.config().token ?? '')
  site.signal('SIGINT')
  await expect.poll(() => fetch(`${site.url}/readyz`).then(({ status }) => status)).toBe(503)
  site.signal('SIGINT')
  expect(await site.ended).toBe(1)
})

test('questions go on after the workers that answer them have died; when the writer dies the process ends, and nothing saved is lost', async ({ dataFolder }) => {
  const args = ['--import', new URL('./support/kill-workers.ts', import.meta.url).href, 'server/main.ts']
  const first = await startProcess({ LAKESIDE_DATA: dataFolder }, args)
  const client = await clientFor(dataFolder, `${first.url}/lake`)
  first.signal('SIGHUP')
  await expect.poll(() => first.errors().split('ended unexpectedly').length - 1).toBe(3)
  const saved = await client.patch('category-market').set({ description: '工人換過一輪之後寫下的一句。' }).commit()
  expect((await fetch(`${first.url}${articlePath}`)).status).toBe(200)
  expect(await (await fetch(`${first.url}/zh-TW/academy/market`)).text()).toContain('工人換過一輪之後寫下的一句。')

  first.signal('SIGUSR2')
  expect(await first.ended).toBe(1)
  expect(first.errors()).toContain('The process ends, to be started anew: the lake can write nothing any more.')
  const second = await startProcess({ LAKESIDE_DATA: dataFolder })
  const again = createClient({ ...client.config(), apiHost: `${second.url}/lake` })
  expect(await again.getDocument('category-market')).toMatchObject({ _rev: saved._rev, description: '工人換過一輪之後寫下的一句。' })
  await second.stop()
})
