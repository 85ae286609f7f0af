import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asksEachTime } from './cache-control.ts'
import { finishPage, type MadePage } from './finished-page.ts'
import { madePage } from './page-cache.fixture.ts'
import { names, sendPage } from './send-page.ts'

const words = '湖畔'.repeat(500)
const pages: Readonly<Record<string, MadePage>> = {
  '/': madePage(words),
  '/lost': madePage(words, { status: 404 }),
  '/image': madePage(words, { headers: { 'content-type': 'image/png' } }),
  '/shared': madePage(words, { headers: { 'cache-control': asksEachTime } }),
  '/file': madePage(words, { headers: { 'cache-control': 'public, immutable' } }),
}
const server = createServer((asked, response) => {
  const { url = '' } = asked
  void finishPage(pages[url] ?? madePage(words)).then((finished) =>
    sendPage(asked, response, finished, 'hit', /shared|file/.test(url) ? 'public, s-maxage=9' : undefined),
  )
})
beforeAll(async () => void (await once(server.listen(0, '127.0.0.1'), 'listening')))
afterAll(() => void server.close())

async function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }> {
  const question = request({ port: (server.address() as AddressInfo).port, path, headers, method }).end()
  const [answer] = await once(question, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }
}

test('a body goes out in the encoding that the reader takes, each with a tag of its own', async () => {
  const plain = await ask('/')
  const gzip = await ask('/', { 'accept-encoding': 'gzip' })
  expect(plain.body.toString()).toBe(words)
  expect(gunzipSync(gzip.body).toString()).toBe(words)
  expect(gzip.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-length': String(gzip.body.length),
    vary: 'accept-encoding',
    'cache-status': 'lakeside; hit',
  })
  expect(plain.headers.vary).toBe('accept-encoding')
  expect(plain.headers.etag).not.toBe(gzip.headers.etag)
})

test('who has it already gets 304 without a body; a tag of another encoding is another page', async () => {
  const { headers } = await ask('/', { 'accept-encoding': 'gzip' })
  const etag = headers.etag ?? ''
  const again = await ask('/', { 'accept-encoding': 'gzip', 'if-none-match': `"other", W/${etag}` })
  expect([again.status, again.body.length, again.headers.etag, again.headers['content-type']]).toEqual([
    304,
    0,
    etag,
    undefined,
  ])
  expect((await ask('/', { 'accept-encoding': 'br', 'if-none-match': etag })).status).toBe(200)
  expect((await ask('/lost', { 'if-none-match': '*' })).status).toBe(404)
})

test('a page that asks each time may be given to shared caches for a while, a file keeps its own rule', async () => {
  expect((await ask('/shared')).headers['cache-control']).toBe('public, s-maxage=9')
  expect((await ask('/file')).headers['cache-control']).toBe('public, immutable')
  expect((await ask('/')).headers['cache-control']).toBeUndefined()
})

test('HEAD has the headers of GET and no body', async () => {
  const get = await ask('/')
  const head = await ask('/', {}, 'HEAD')
  expect(head.body.length).toBe(0)
  expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' })
})

test('what is compressed already is not compressed again', async () => {
  const image = await ask('/image', { 'accept-encoding': 'br, gzip' })
  expect(image.headers['content-encoding']).toBeUndefined()
  expect(image.headers.vary).toBeUndefined()
  expect(image.body.toString()).toBe(words)
})

test.each([
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['*', true],
  ['"b"', false],
  ['a', false],
  ['"xa"', false],
  ['', false],
  [',,"', false],
])('If-None-Match %s names "a": %s', (condition, expected) => {
  expect(names(condition, '"a"')).toBe(expected)
})
