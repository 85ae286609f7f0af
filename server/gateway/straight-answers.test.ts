import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createLimitedServer, refuseOdd } from '../limits.ts'
import { dial, portOf, readAll, statusesIn } from '../testing.ts'
import { finishPage, type FinishedPage } from './finished-page.ts'
import { madePage } from './page-keeper.fixture.ts'
import { sendPage } from './send-page.ts'
import { answerStraight } from './straight-answers.ts'

const large = 40 * 2 ** 20

/** A server of three kept pages, with and without straight answers. `byNode` are the addresses that came the long way. */
async function open({ straight }: { straight: boolean }) {
  const pages = new Map<string, FinishedPage>([
    ['/zh-TW', await finishPage(madePage('湖畔'.repeat(500)))],
    ['/lost', await finishPage(madePage('找不到', { status: 404 }))],
    ['/large', await finishPage(madePage('', { body: Buffer.alloc(large), headers: { 'content-type': 'image/png' } }))],
  ])
  const byNode: string[] = []
  const held = Promise.withResolvers<void>()
  const handle: RequestListener = (request, response) => {
    byNode.push(request.url ?? '')
    if (refuseOdd(request, response, { readsBodies: false })) return
    const page = pages.get(request.url ?? '')
    if (request.url === '/held') void held.promise.then(() => response.end('at last'))
    else if (page && request.method === 'GET') sendPage(request, response, page, 'hit')
    else response.writeHead(404).end()
  }
  const server = createLimitedServer({ isUpgrade: () => false, isProxy: () => true })
  server.on('request', handle)
  const answers = straight ? answerStraight(server, { kept: (path) => pages.get(path), now: () => Date.now() }) : undefined
  const port = await portOf(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port, pages, byNode, release: held.resolve, drain: () => answers?.drain() }
}

const plain = (path: string, ...lines: string[]) => [`GET ${path} HTTP/1.1`, 'Host: localhost', ...lines, '', ''].join('\r\n')
const closing = (path: string) => plain(path, 'Connection: close')

/** Sends the pieces one after the other, each when the answer to the one before has begun. Out: all that came back until the connection was closed. */
async function talk(port: number, pieces: readonly string[]): Promise<string> {
  const socket = await dial(port)
  const all = readAll(socket)
  for (const piece of pieces) {
    if (socket.closed) break
    socket.write(Buffer.from(piece, 'latin1'))
    if (piece !== pieces.at(-1)) await Promise.race([once(socket, 'data'), once(socket, 'close')])
  }
  return all
}

test('plain requests for kept pages never reach Node’s requests, all others do, on the same connection and in their order', async () => {
  const { port, byNode } = await open({ straight: true })
  const text = await talk(port, [plain('/zh-TW'), plain('/zh-TW', 'Accept-Encoding: gzip'), plain('/none'), plain('/zh-TW'), closing('/zh-TW')])
  expect(statusesIn(text)).toEqual([200, 200, 404, 200, 200])
  expect(text.match(/^content-encoding: gzip\r$/gm)).toHaveLength(1)
  expect(byNode).toEqual(['/none', '/zh-TW'])
})

test('several at once, one in two pieces, and one whose body looks like another are Node’s', async () => {
  const { port, byNode } = await open({ straight: true })
  expect(statusesIn(await talk(port, [plain('/zh-TW') + closing('/zh-TW')]))).toEqual([200, 200])
  const socket = await dial(port)
  socket.write('GET /zh-TW HTTP/1.1\r\nHo')
  await turn()
  socket.write('st: localhost\r\nConnection: close\r\n\r\n')
  expect(statusesIn(await readAll(socket))).toEqual([200])
  const inner = closing('/lost')
  expect(statusesIn(await talk(port, [plain('/zh-TW', `Content-Length: ${inner.length}`) + inner + closing('/none')]))).toEqual([200])
  expect(byNode).toEqual(['/zh-TW', '/zh-TW', '/zh-TW', '/zh-TW', '/none']) // heard, and not answered any more: the body before it nobody reads
})

test('whatever is asked, the answers have the same bytes as those that Node would give', async () => {
  const [straight, byNode] = [await open({ straight: true }), await open({ straight: false })]
  const line = fc.oneof(
    fc.constantFrom('Accept-Encoding: gzip', 'accept-encoding: br;q=0.5, *;q=0', 'Accept: */*', 'User-Agent: a b', 'CONNECTION: Keep-Alive', 'Referer: http://a/'),
    fc.constantFrom('Accept-Encoding:  gzip ', 'Accept-Encoding: \t', 'Host: twice', 'Content-Length: 0', 'Content-Length: 3', 'Transfer-Encoding: chunked', 'Expect: 100-continue', 'Upgrade: h2c', 'If-None-Match: *', 'Cookie: a', ' folded', 'no colon', 'Accept : a'),
    fc.tuple(fc.constantFrom('Accept', 'X-Other', 'Accept-Encoding'), fc.string({ maxLength: 12 })).map(([name, value]) => `${name}: ${value}`),
  )
  const path = fc.oneof({ weight: 3, arbitrary: fc.constant('/zh-TW') }, fc.constantFrom('/lost', '/none', '/zh-TW?a', '/ZH-TW', '//zh-TW', 'zh-TW', '/zh-TW#a', '/%7a', '/zh-TW\t', '/湖'))
  const version = fc.oneof({ weight: 5, arbitrary: fc.constant('1.1') }, fc.constantFrom('1.0', '2.0', '1.1 '))
  const host = fc.oneof({ weight: 5, arbitrary: fc.constant(['Host: localhost']) }, fc.constantFrom([], ['Host: a b'], ['host: a:80']))
  const ending = fc.oneof({ weight: 5, arbitrary: fc.constant('\r\n') }, fc.constant('\n'))
  const request = fc.record({ path, version, host, lines: fc.array(line, { maxLength: 4 }), ending }).map(({ path: target, version: number, host: hosts, lines, ending: end }) => [`GET ${target} HTTP/${number}`, ...hosts, ...lines, '', ''].join(end))
  const heard = async (port: number, texts: readonly string[]) => (await talk(port, [...texts, closing('/none')])).replace(/^Date: .*\r\n/gm, '')
  let answered = 0
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 3 }), async (texts) => {
      const ours = await heard(straight.port, texts)
      answered += statusesIn(ours).includes(200) ? 1 : 0
      expect(ours).toBe(await heard(byNode.port, texts))
    }),
    { numRuns: 400 },
  )
  expect(answered).toBeGreaterThan(50)
  expect(straight.byNode.length).toBeLessThan(byNode.byNode.length)
})

test('who asks for more before Node has answered gets both in their order', async () => {
  const { port, byNode, release } = await open({ straight: true })
  const socket = await dial(port)
  const all = readAll(socket)
  socket.write(plain('/held'))
  await expect.poll(() => byNode).toEqual(['/held'])
  socket.write(plain('/zh-TW'))
  await expect.poll(() => byNode).toEqual(['/held', '/zh-TW'])
  release()
  await once(socket, 'data')
  socket.write(closing('/none'))
  expect(await all).toMatch(/at last[^]*content-length: 3000/)
  expect(byNode).toEqual(['/held', '/zh-TW', '/none'])
})

test('after an answer with which Node ended the connection nothing is answered', async () => {
  const { port } = await open({ straight: true })
  const socket = await dial(port)
  const all = readAll(socket)
  socket.write(plain('/none', 'Connection: close'))
  socket.write(plain('/zh-TW'))
  expect(statusesIn(await all)).toEqual([404])
})

test('a page that is no longer kept is asked for the long way', async () => {
  const { port, pages, byNode } = await open({ straight: true })
  const socket = await dial(port)
  socket.write(plain('/zh-TW'))
  await once(socket, 'data')
  pages.delete('/zh-TW')
  socket.write(closing('/zh-TW'))
  expect(statusesIn(await readAll(socket))).toEqual([404])
  expect(byNode).toEqual(['/zh-TW'])
})

test('at the end a reader who is slow gets all of the page, and who asks then is no longer answered here', async () => {
  const { port, byNode, drain } = await open({ straight: true })
  const slow = await dial(port)
  slow.pause().write(plain('/large'))
  const other = await dial(port)
  other.write(plain('/zh-TW'))
  await once(other, 'data')
  let isDrained = false
  const drained = drain()?.then(() => (isDrained = true))
  await turn()
  expect(isDrained).toBe(false)
  other.write(closing('/zh-TW'))
  await once(other.resume(), 'close')
  expect(byNode).toEqual(['/zh-TW'])
  let bytes = 0
  slow.on('data', (chunk: Buffer) => (bytes += chunk.length)).resume()
  await drained
  await expect.poll(() => bytes).toBeGreaterThan(large)
  slow.destroy()
})
