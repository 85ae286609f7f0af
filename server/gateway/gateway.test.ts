import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { dial, portOf, readAll, sendRaw, statusesIn } from '../testing.ts'
import { asksEachTime } from './cache-control.ts'
import { createGateway } from './gateway.ts'
import type { MadePage } from './finished-page.ts'
import { madePage } from './page-cache.fixture.ts'
import { createPageCache } from './page-cache.ts'
import { createPageQueue } from './page-queue.ts'

const readerPaths = ['/zh-TW', '/zh-TW/authors', '/zh-TW/academy/a/b']
const file = '/_next/static/chunks/a.js'

/**
 * A gateway with three pages and a 404 for all other paths. `made` are the paths in the order in which their making began, `missed` how many had
 * begun when a path was last asked for that was not kept, `asked` what came to the application, which answers when `release` is called, or at once.
 */
async function open({ held = false, nextDue }: { held?: boolean; nextDue?: Date } = {}) {
  const made: string[] = []
  const missed = new Map<string, number>()
  const asked: { target: string; headers: IncomingHttpHeaders; method: string | undefined }[] = []
  const waiting: ServerResponse[] = []
  const make = async (path: string): Promise<MadePage> => {
    made.push(path)
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate) // as Next and the lake are asked
    const headers = { 'cache-control': asksEachTime }
    if (path === '/zh-TW/lost/not-found') return madePage('找不到', { status: 404, headers })
    return readerPaths.includes(path) || path === file
      ? madePage(path, { headers })
      : madePage('', { status: 404, headers: {}, tags: ['any'] })
  }
  const queue = createPageQueue({ stagger: 100 })
  const pageCache = createPageCache({
    make,
    now: () => 0,
    elapsed: () => performance.now(),
    isFile: (path) => path === file,
    proven: true,
    queue,
  })
  const gateway = createGateway({
    pageCache,
    queue,
    application: (request, response) => {
      asked.push({ target: request.url ?? '', headers: { ...request.headers }, method: request.method })
      if (held) waiting.push(response)
      else response.end('application')
    },
    ownerOf: ({ url = '', headers, socket }) => {
      missed.set(url, made.length)
      return String(headers['x-owner'] ?? socket.remoteAddress)
    },
    builtFile: (target) => (target === file ? file : undefined),
    lake: 'embedded',
    isPreview: ({ headers }) => headers.cookie === 'preview',
    imageOrigin: undefined,
    secure: false,
    sharedAge: { most: nextDue ? 60 : 0, now: () => 0, nextDue: () => nextDue },
  })
  const server = createServer(gateway)
  const port = await portOf(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`http://127.0.0.1:${port}${path}`, { method, headers, redirect: 'manual' })
  const release = () => waiting.splice(0).forEach((response) => response.end('application'))
  return { port, pageCache, queue, made, missed, asked, ask, release }
}

const get = (path: string, ...lines: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', ...lines, '', ''].join('\r\n')

/** So many connections of this machine that ask for another unknown path as soon as they have an answer. */
function flood(port: number, connections: number, below: string): void {
  let asked = 0
  const sockets = Array.from({ length: connections }, (): Socket => {
    const socket = connect(port, '127.0.0.1')
    const next = () => socket.write(get(`${below}/nowhere-${(asked += 1)}`))
    return socket
      .on('connect', next)
      .on('data', next)
      .on('error', () => {})
  })
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()))
}

test.each([60, 300])(
  'with %i connections that ask for unknown paths, readers have every page right after each publish, from the same address too',
  async (connections) => {
    const { port, pageCache, queue, made, missed, ask } = await open()
    for (const path of readerPaths) expect((await ask(path)).status).toBe(200)
    flood(port, connections, '/zh-TW/academy/a')
    await expect.poll(() => queue.load.waiting).toBeGreaterThan(20)
    for (let publish = 0; publish < 5; publish += 1) {
      pageCache.invalidate(['doc:a'])
      const answers = await Promise.all(readerPaths.map((path) => ask(path)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
      // What is being made when a reader asks is waited for, and the pages come one after the other, that of the 404s too; no unknown path goes before them.
      for (const path of readerPaths)
        expect(made.lastIndexOf(path) - (missed.get(path) ?? 0), path).toBeLessThan(readerPaths.length + 2)
    }
  },
)

test('doors and the Studio have places of their own share: never more at once than one address may hold, and pages are made meanwhile', async () => {
  const { port, made, asked, ask, release, queue } = await open({ held: true })
  flood(port, 50, '/api')
  flood(port, 50, '/studio')
  await expect.poll(() => queue.load.waiting).toBeGreaterThan(90)
  await expect.poll(() => asked.length).toBe(3)
  expect((await ask('/zh-TW')).status).toBe(200)
  expect(made).toEqual(['/zh-TW'])
  release()
  await expect.poll(() => asked.length).toBe(6)
})

test('a door is opened for another address while one floods them', async () => {
  const { port, asked, ask, release, queue } = await open({ held: true })
  flood(port, 50, '/api')
  await expect.poll(() => queue.load.waiting).toBeGreaterThan(40)
  const answer = ask('/api/draft-mode/enable', { 'x-owner': 'editor' }).then((each) => each.text())
  await expect.poll(() => asked.some(({ target }) => target.includes('enable'))).toBe(true)
  release()
  expect(await answer).toBe('application')
})

test('a request whose client has left is not passed on', async () => {
  const { port, asked, release, queue } = await open({ held: true })
  flood(port, 3, '/api')
  await expect.poll(() => asked.length).toBe(3)
  const leaving = await dial(port)
  leaving.write(get('/api/left'))
  await expect.poll(() => queue.load.waiting).toBe(1)
  leaving.resetAndDestroy()
  await expect.poll(() => queue.load.waiting).toBe(0)
  release()
  await expect.poll(() => asked.length).toBe(6)
  expect(asked.map(({ target }) => target)).not.toContain('/api/left')
})

test('a name that the build has not is a 404 of the gateway; what it has is asked for once', async () => {
  const { ask, made, asked } = await open()
  for (const path of ['/_next/static/chunks/b.js', '/_next/image?url=a', '/_next/data/x.json', '/_next/'])
    expect((await ask(path)).status, path).toBe(404)
  expect([made, asked]).toEqual([[], []])
  for (const path of [file, file]) expect((await ask(path)).status).toBe(200)
  expect(made).toEqual([file])
})

test.each(['/zh-TW/academy/a/b.rsc', '/anything.rsc', '/zh-TW/x.segments/_tree.segment.rsc'])(
  'the data of Next’s own script is at no address: %s',
  async (path) => {
    const { ask, made } = await open()
    expect((await ask(path)).status).toBe(404)
    expect(made).toEqual(['/zh-TW/lost/not-found'])
  },
)

test('nothing but GET and HEAD reaches Next, wherever it is sent', async () => {
  const { ask, made, asked } = await open()
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    for (const path of ['/studio', '/studio/structure', '/api/draft-mode/enable', '/zh-TW', file]) {
      for (const cookie of ['', 'preview']) {
        const answer = await ask(path, { 'next-action': 'a', cookie }, method)
        expect([answer.status, answer.headers.get('allow')], `${method} ${path}`).toEqual([405, 'GET, HEAD'])
      }
    }
  }
  expect([made, asked]).toEqual([[], []])
})

test('what steers Next comes from who is in preview only', async () => {
  const { ask, asked } = await open()
  const steering = { rsc: '1', 'next-router-state-tree': '[]' }
  for (const path of ['/studio', '/api/draft-mode/enable'])
    await ask(path, { ...steering, referer: 'http://localhost/zh-TW' })
  await ask('/zh-TW', { ...steering, cookie: 'preview' })
  expect(asked.map(({ headers }) => headers.rsc)).toEqual([undefined, undefined, '1'])
  expect(asked[1]?.headers.referer).toBe('http://localhost/zh-TW')
})

test('a shared cache holds no page past what is due, nor a 404', async () => {
  const { ask } = await open({ nextDue: new Date(5_000) })
  for (const path of ['/zh-TW', '/zh-TW', '/nowhere'])
    expect((await ask(path)).headers.get('cache-control'), path).toContain('s-maxage=5')
})

test('a client that asks for much at once has its answers in order', async () => {
  const { port } = await open()
  const socket = await dial(port)
  const all = readAll(socket)
  socket.write([get('/zh-TW'), get('/nowhere'), get('/studio'), get(file), get('/zh-TW', 'Connection: close')].join(''))
  expect(statusesIn(await all)).toEqual([200, 404, 200, 200, 200])
  expect(statusesIn(await sendRaw(port, get('/zh-TW', 'Connection: close')))).toEqual([200])
})
