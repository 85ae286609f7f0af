import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { createLimitedServer, refuseOdd, serverLimits, type ServerLimits } from '../limits.ts'
import { dial, portOf, readAll, statusesIn } from '../testing.ts'
import { finishPage, type FinishedPage } from './finished-page.ts'
import { madePage } from './page-cache.fixture.ts'
import { sendPage } from './send-page.ts'
import { createFastPath } from './fast-path.ts'

const large = 40 * 2 ** 20

type Options = { fastPath?: boolean; limits?: Partial<ServerLimits> }

/**
 * A server of three kept pages, with the fast path or without. A few of them that wait behind another answer fill what Node lets wait. `byNode` are the addresses that came the long way; `/held` is answered
 * when it is released, `/upload` says how many bytes came, `/echo` is another protocol. Who sends a cookie gets words of their own.
 */
async function open({ fastPath = true, limits = {} }: Options = {}) {
  const pages = new Map<string, FinishedPage>([
    ['/zh-TW', await finishPage(madePage('湖畔'.repeat(5_000)))],
    ['/lost', await finishPage(madePage('找不到', { status: 404 }))],
    ['/large', await finishPage(madePage('', { body: Buffer.alloc(large), headers: { 'content-type': 'image/png' } }))],
  ])
  const byNode: string[] = []
  const held = Promise.withResolvers<void>()
  const handle: RequestListener = async (request, response) => {
    const { url = '', method } = request
    byNode.push(url)
    if (refuseOdd(request, response, { readsBodies: url === '/upload' })) return
    const page = method === 'GET' && request.headers.cookie === undefined ? pages.get(url) : undefined
    if (page) return sendPage(request, response, page, 'hit')
    if (url === '/held') await held.promise
    let bytes = 0
    if (url === '/upload') for await (const chunk of request) bytes += chunk.length
    if (url === '/upload') for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate) // as what is written to a disk
    response.writeHead(url === '/upload' ? 200 : 404).end(`${request.headers.cookie ?? ''} ${bytes} bytes`)
  }
  const all = { ...serverLimits, ...limits }
  const answers = fastPath
    ? createFastPath({ kept: (path) => pages.get(path), now: () => Date.now(), limits: all })
    : undefined
  const server = createLimitedServer({
    isUpgrade: ({ url }) => url === '/echo',
    isProxy: () => true,
    limits: all,
    take: answers?.take,
  })
  server.on('request', handle)
  server.on('upgrade', (_request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n')
    socket.pipe(socket)
  })
  const port = await portOf(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    port,
    pages,
    byNode,
    release: held.resolve,
    drain: () => answers?.drain(),
    connections: () => promisify(server.getConnections.bind(server))(),
  }
}

const plain = (path: string, ...lines: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', ...lines, '', ''].join('\r\n')
const closing = (path: string) => plain(path, 'Connection: close')

/**
 * Sends the pieces one after the other, each when the answer to the one before has begun.
 * @returns all that came back until the connection was closed.
 */
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

/** A connection on which a page was sent by the fast path and another request was answered by Node; what came until then is read. */
async function inUse(port: number): Promise<Socket> {
  const socket = await dial(port)
  for (const path of ['/zh-TW', '/none']) {
    socket.write(plain(path))
    await once(socket, 'data')
  }
  return socket
}

test('plain requests for kept pages never reach Node’s requests; from the first other one on all do, on the same connection and in their order', async () => {
  const { port, byNode } = await open()
  const text = await talk(port, [
    plain('/zh-TW'),
    plain('/zh-TW', 'Accept-Encoding: gzip'),
    plain('/none'),
    plain('/zh-TW'),
    closing('/zh-TW'),
  ])
  expect(statusesIn(text)).toEqual([200, 200, 404, 200, 200])
  expect(text.match(/^content-encoding: gzip\r$/gm)).toHaveLength(1)
  expect(byNode).toEqual(['/none', '/zh-TW', '/zh-TW'])
})

test('several at once, one in two pieces, and one whose body looks like another are Node’s', async () => {
  const { port, byNode } = await open()
  expect(statusesIn(await talk(port, [plain('/zh-TW') + closing('/zh-TW')]))).toEqual([200, 200])
  expect(byNode.splice(0)).toEqual(['/zh-TW', '/zh-TW'])
  // Node's word that it may go on says that it has the first piece.
  expect(
    statusesIn(
      await talk(port, [
        plain('/none', 'Expect: 100-continue') + 'GET /zh-TW HTTP/1.1\r\nHo',
        'st: localhost\r\n\r\n',
        closing('/none'),
      ]),
    ),
  ).toEqual([100, 404, 200, 404])
  expect(byNode.splice(0)).toEqual(['/none', '/zh-TW', '/none'])
  const inner = closing('/lost')
  expect(
    statusesIn(await talk(port, [plain('/zh-TW', `Content-Length: ${inner.length}`) + inner + closing('/none')])),
  ).toEqual([200])
  expect(byNode).toEqual(['/zh-TW', '/none']) // heard, and not answered any more: the body before it nobody reads
})

test('whatever is asked, the answers have the same bytes as those that Node would give', async () => {
  const [fastPath, byNode] = [await open(), await open({ fastPath: false })]
  const line = fc.oneof(
    fc.constantFrom(
      'Accept-Encoding: gzip',
      'accept-encoding: br;q=0.5, *;q=0',
      'Accept: */*',
      'User-Agent: a b',
      'CONNECTION: Keep-Alive',
      'Referer: http://a/',
    ),
    fc.constantFrom(
      'Accept-Encoding:  gzip ',
      'Accept-Encoding: \t',
      'Host: twice',
      'Content-Length: 0',
      'Content-Length: 3',
      'Transfer-Encoding: chunked',
      'Expect: 100-continue',
      'Upgrade: h2c',
      'If-None-Match: *',
      'Cookie: a',
      ' folded',
      'no colon',
      'Accept : a',
    ),
    fc
      .tuple(fc.constantFrom('Accept', 'X-Other', 'Accept-Encoding'), fc.string({ maxLength: 12 }))
      .map(([name, value]) => `${name}: ${value}`),
  )
  const method = fc.oneof({ weight: 6, arbitrary: fc.constant('GET') }, fc.constantFrom('HEAD', 'POST', 'get'))
  const path = fc.oneof(
    { weight: 3, arbitrary: fc.constant('/zh-TW') },
    fc.constantFrom('/lost', '/none', '/zh-TW?a', '/ZH-TW', '//zh-TW', 'zh-TW', '/zh-TW#a', '/%7a', '/zh-TW\t', '/湖'),
  )
  const version = fc.oneof({ weight: 5, arbitrary: fc.constant('1.1') }, fc.constantFrom('1.0', '2.0', '1.1 '))
  const host = fc.oneof(
    { weight: 5, arbitrary: fc.constant(['Host: localhost']) },
    fc.constantFrom([], ['Host: a b'], ['host: a:80']),
  )
  const ending = fc.oneof({ weight: 5, arbitrary: fc.constant('\r\n') }, fc.constant('\n'))
  const head = fc
    .tuple(method, path, version, host, fc.array(line, { maxLength: 4 }), ending)
    .map(([verb, target, number, hosts, lines, end]) =>
      [`${verb} ${target} HTTP/${number}`, ...hosts, ...lines, '', ''].join(end),
    )
  const piece = fc.oneof(
    { weight: 8, arbitrary: head },
    fc.tuple(head, fc.oneof(head, fc.constantFrom('abc', '3\r\nabc\r\n0\r\n\r\n'))).map((both) => both.join('')),
  )
  const heard = async (port: number, pieces: readonly string[]) =>
    (await talk(port, [...pieces, closing('/none')])).replace(/^Date: .*\r\n/gm, '')
  let answered = 0
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 3 }), async (pieces) => {
      const ours = await heard(fastPath.port, pieces)
      answered += statusesIn(ours).includes(200) ? 1 : 0
      expect(ours).toBe(await heard(byNode.port, pieces))
    }),
    { numRuns: 400 },
  )
  expect(answered).toBeGreaterThan(50)
  expect(fastPath.byNode.length).toBeLessThan(byNode.byNode.length)
})

/** Plain requests, others, and bodies, as a client may send them one behind the other without waiting. */
const mixed = [
  plain('/zh-TW'),
  plain('/zh-TW', 'Accept-Encoding: gzip'),
  plain('/none'),
  `POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\nhello world`,
  plain('/zh-TW'),
  `POST /upload HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n3\r\nabc\r\n0\r\n\r\n`,
  'HEAD /zh-TW HTTP/1.1\r\nHost: localhost\r\n\r\n',
  plain('/zh-TW', 'Cookie: a=b'),
  plain('/lost'),
  `POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello${plain('/zh-TW').repeat(3)}`,
]
const mixedStatuses = [200, 200, 404, 200, 200, 200, 404, 404, 404, 200, 200, 200, 200]
const end = closing('/none')

/**
 * Sends the packets so many turns of the event loop apart, whatever is answered meanwhile; the server runs in the same loop.
 * @returns all that came back, without dates.
 */
async function pour(port: number, packets: readonly string[], turns = 2): Promise<string> {
  const socket = await dial(port)
  socket.setNoDelay(true)
  const all = readAll(socket)
  for (const packet of packets) {
    if (socket.closed) break
    socket.write(Buffer.from(packet, 'latin1'))
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
  }
  return (await all).replace(/^Date: .*\r\n/gm, '')
}

const halves = (text: string, at: number) => [text.slice(0, at), text.slice(at)].filter(Boolean)

test('cut into two packets at any byte, a pipeline has every answer, in order, and the same as from Node alone', async () => {
  const [fastPath, byNode] = [await open(), await open({ fastPath: false })]
  const text = mixed.join('') + end
  const expected = await pour(byNode.port, [text])
  expect(statusesIn(expected)).toEqual([...mixedStatuses, 404])
  const cuts = Array.from({ length: text.length + 1 }, (_, at) => at)
  // Fifty connections at a time: in all of them the second packet comes while the first is being answered.
  for (let from = 0; from < cuts.length; from += 50) {
    const answers = await Promise.all(
      cuts.slice(from, from + 50).map(async (at) => ({ at, answer: await pour(fastPath.port, halves(text, at)) })),
    )
    for (const { at, answer } of answers)
      expect(answer === expected, `cut at byte ${at}: ${statusesIn(answer).join(' ')}`).toBe(true)
  }
})

test('however requests are put into packets, all are answered, in order, and the same as from Node alone', async () => {
  const [fastPath, byNode] = [await open(), await open({ fastPath: false })]
  const requests = fc.array(fc.constantFrom(...mixed), { minLength: 1, maxLength: 8 })
  const cuts = fc.array(fc.nat({ max: 2_000 }), { maxLength: 4 })
  let beyond = 0
  await fc.assert(
    fc.asyncProperty(requests, cuts, fc.nat({ max: 6 }), async (asked, places, turns) => {
      const text = asked.join('') + end
      const at = [0, ...places.map((place) => place % text.length).toSorted((a, b) => a - b), text.length]
      const packets = at
        .slice(1)
        .map((to, index) => text.slice(at[index], to))
        .filter(Boolean)
      const [ours, nodes] = await Promise.all([pour(fastPath.port, packets, turns), pour(byNode.port, packets, turns)])
      expect(ours).toBe(nodes)
      beyond += packets.length > 1 ? 1 : 0
    }),
    { numRuns: 200 },
  )
  expect(beyond).toBeGreaterThan(50)
})

test('a change that is sent with pages behind it is acknowledged, whatever comes a moment later', async () => {
  const { port } = await open()
  const packets = [
    `POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello${plain('/zh-TW').repeat(3)}`,
    plain('/zh-TW'),
    end,
  ]
  for (let round = 0; round < 10; round += 1) {
    const answer = await pour(port, packets, round)
    expect(statusesIn(answer)).toEqual([200, 200, 200, 200, 200, 404])
    expect(answer).toContain(' 5 bytes')
  }
})

test('a client that closes its side after asking has its answer, kept or not', async () => {
  const { port, release } = await open()
  const ask = async (path: string) => {
    const socket = await dial(port)
    const all = readAll(socket)
    socket.end(plain(path))
    return { all }
  }
  expect(statusesIn(await (await ask('/zh-TW')).all)).toEqual([200])
  const waiting = await ask('/held')
  expect(statusesIn(await (await ask('/none')).all)).toEqual([404])
  release()
  expect(statusesIn(await waiting.all)).toEqual([404])
})

test('who asks for more before Node has answered gets both in their order', async () => {
  const { port, byNode, release } = await open()
  const socket = await dial(port)
  const all = readAll(socket)
  socket.write(plain('/held'))
  await expect.poll(() => byNode).toEqual(['/held'])
  socket.write(plain('/zh-TW'))
  await expect.poll(() => byNode).toEqual(['/held', '/zh-TW'])
  release()
  await once(socket, 'data')
  socket.write(closing('/none'))
  expect(statusesIn(await all)).toEqual([404, 200, 404])
  expect(byNode).toEqual(['/held', '/zh-TW', '/none'])
})

test('on a connection in use an upload arrives whole, and another protocol has it for itself', async () => {
  const { port } = await open()
  const uploading = await inUse(port)
  const answer = readAll(uploading)
  const body = 'a'.repeat(300_000)
  uploading.write(`POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n`)
  for (let from = 0; from < body.length; from += 50_000) uploading.write(body.slice(from, from + 50_000))
  uploading.write(closing('/none'))
  expect(await answer).toMatch(/ 300000 bytes[^]* 0 bytes/)

  const talking = await inUse(port)
  talking.write(plain('/echo', 'Connection: Upgrade', 'Upgrade: echo'))
  expect(String(await once(talking, 'data'))).toContain(' 101 ')
  talking.write(plain('/zh-TW'))
  expect(String(await once(talking, 'data'))).toBe(plain('/zh-TW'))
  talking.destroy()
})

test('a page that is no longer kept is asked for the long way', async () => {
  const { port, pages, byNode } = await open()
  const socket = await dial(port)
  socket.write(plain('/zh-TW'))
  await once(socket, 'data')
  pages.delete('/zh-TW')
  socket.write(closing('/zh-TW'))
  expect(statusesIn(await readAll(socket))).toEqual([404])
  expect(byNode).toEqual(['/zh-TW'])
})

test('who takes a page in slowly and has asked for more gets it behind the page', async () => {
  const { port, byNode } = await open()
  const socket = await dial(port)
  socket.pause().write(plain('/large'))
  await once(socket, 'readable')
  for (const text of [plain('/zh-TW'), closing('/none')]) socket.write(text)
  expect(statusesIn(await readAll(socket.resume()))).toEqual([200, 200, 404])
  expect(byNode.at(-1)).toBe('/none')
})

test('at the end a reader who is slow gets all of the page, and who asks then is no longer answered here', async () => {
  const { port, byNode, drain } = await open()
  const slow = await dial(port)
  slow.pause().write(plain('/large'))
  await once(slow, 'readable')
  const other = await dial(port)
  other.write(plain('/zh-TW'))
  await once(other, 'data')
  let isDrained = false
  const drained = drain()?.then(() => (isDrained = true))
  other.write(closing('/zh-TW'))
  await once(other.resume(), 'close')
  expect(byNode).toEqual(['/zh-TW'])
  expect(isDrained).toBe(false)
  let bytes = 0
  slow.on('data', (chunk: Buffer) => (bytes += chunk.length)).resume()
  await drained
  await expect.poll(() => bytes).toBeGreaterThan(large)
  slow.destroy()
})

test('who says nothing hears the same as from Node', async () => {
  const { port } = await open({ limits: { headers: 50 } })
  expect(await readAll(await dial(port))).toBe('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
})

test('a head that comes a byte at a time is cut off with 408, also behind a page that was sent by the fast path', async () => {
  const { port } = await open({ limits: { headers: 300, checkEvery: 50 } })
  const socket = await dial(port)
  const all = readAll(socket)
  socket.write(plain('/zh-TW'))
  await once(socket, 'data')
  socket.write('GET /zh-TW HTTP/1.1\r\nHost: localhost\r\nX: ')
  const drip = setInterval(() => socket.write('a'), 20)
  expect(statusesIn(await all)).toEqual([200, 408])
  clearInterval(drip)
})

test.each([
  ['says nothing at all', { headers: 50 }, ''],
  ['asks for nothing more', { keepAlive: 50 }, plain('/zh-TW')],
  ['does not take the page in', { silence: 50 }, plain('/large')],
])('who %s is cut off', async (_what, limits, bytes) => {
  const { port, connections } = await open({ limits })
  const socket = await dial(port)
  socket.write(bytes) // and nothing that comes back is read
  expect(await connections()).toBe(1)
  await expect.poll(connections, { timeout: 10_000 }).toBe(0) // after an answer a second more than is announced
  socket.destroy()
})
