import type { RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { parseSettings } from '#lib/settings/settings.ts'
import { createFront } from './front.ts'
import { serverLimits, type ServerLimits } from './limits.ts'
import { dial, portOf, readAll, sendRaw, statusesIn } from './testing.ts'

/** A front before a lake that reads bodies and answers `/lake/slow` when it is released, and pages that answer likewise. `left` are the slow ones whose client has left. */
async function open(limits: Partial<ServerLimits> = {}) {
  const held = Promise.withResolvers<void>()
  const begun: string[] = []
  const left: string[] = []
  const handle: RequestListener = async (request, response) => {
    const { url = '', headers } = request
    begun.push(url)
    response.once('close', () => response.writableFinished || left.push(url))
    try {
      let bytes = 0
      for await (const chunk of request) bytes += chunk.length
      if (url.endsWith('slow')) await held.promise
      response.end(`${headers.host} ${url} ${bytes} bytes`)
    } catch {
      response.destroy() // cut off while the body came
    }
  }
  const { server } = createFront({
    settings: parseSettings({ LAKESIDE_URL: 'https://lakeside.example' }),
    log: () => {},
    parts: {},
    isUpgrade: () => false,
    isLake: (target) => target.startsWith('/lake'),
    handle,
    limits: { ...serverLimits, ...limits },
  })
  const port = await portOf(server)
  onTestFinished(() => {
    held.resolve()
    server.closeAllConnections()
    server.close()
  })
  return { port, begun, left, release: held.resolve }
}

const head = (line: string, ...lines: string[]) => [line, 'Host: localhost', ...lines, '', ''].join('\r\n')
const post = (path: string, length: number, body = '') =>
  head(`POST ${path} HTTP/1.1`, `Content-Length: ${length}`) + body
const small = '/lake/sign-in'
const upload = '/lake/v1/assets/files/production?filename=a.txt'

test('a whole address of this site is answered as its path, with its own authority as Host; another site’s is refused', async () => {
  const { port } = await open()
  const ask = (target: string) => sendRaw(port, head(`GET ${target} HTTP/1.1`, 'Connection: close'))
  expect(await ask('http://localhost/zh-TW?a')).toContain('localhost /zh-TW?a 0 bytes')
  expect(await ask('https://lakeside.example')).toContain('lakeside.example / 0 bytes')
  expect(await ask(`http://127.0.0.1:${port}/lake/ping`)).toContain(`127.0.0.1:${port} /lake/ping 0 bytes`)
  expect(await ask(`http://localhost:${port}/healthz`)).toContain('"alive":true')
  for (const target of ['http://evil.example/zh-TW', `http://localhost:${port + 1}/`])
    expect(statusesIn(await ask(target)), target).toEqual([400])
})

test('a reader that closes its side after asking is answered; of the lake such a client is taken to have left', async () => {
  const { port, begun, left, release } = await open()
  const reader = await dial(port)
  const answer = readAll(reader)
  reader.end(head('GET /slow HTTP/1.1'))
  const client = await dial(port)
  const nothing = readAll(client)
  client.end(head('GET /lake/slow HTTP/1.1'))
  expect(await nothing).toBe('')
  await expect.poll(() => left).toEqual(['/lake/slow'])
  expect(begun.toSorted()).toEqual(['/lake/slow', '/slow'])
  release()
  expect(await answer).toContain('localhost /slow 0 bytes')
})

test('a connection to the lake that asked and was answered may be closed and used as before', async () => {
  const { port, left } = await open()
  const client = await dial(port)
  const all = readAll(client)
  client.write(head('GET /lake/a HTTP/1.1') + head('GET /lake/b HTTP/1.1', 'Connection: close'))
  expect(statusesIn(await all)).toEqual([200, 200])
  expect(left).toEqual([])
})

test.each([
  ['a form', small],
  ['an upload', upload],
])('%s that was announced and does not come is ended with 408', async (_what, path) => {
  const { port, begun } = await open({ bodyBegin: 100 })
  expect(statusesIn(await sendRaw(port, post(path, 60)))).toEqual([408])
  expect(begun).toEqual([path])
  expect(statusesIn(await sendRaw(port, head(`POST ${path} HTTP/1.1`, 'Transfer-Encoding: chunked')))).toEqual([408])
})

test('a form must be whole in its time, however steadily it drips; an upload may take longer', async () => {
  const { port } = await open({ smallBody: 300 })
  const drip = async (path: string) => {
    const socket = await dial(port)
    const all = readAll(socket)
    socket.write(head(`POST ${path} HTTP/1.1`, 'Connection: close', 'Content-Length: 30'))
    let left = 30
    const timer = setInterval(() => {
      if (left > 0 && socket.writable) socket.write('b')
      left -= 1
    }, 20) // 0.6 s in all
    const answer = await all
    clearInterval(timer)
    return answer
  }
  const [form, file] = await Promise.all([drip(small), drip(upload)])
  expect(statusesIn(form)).toEqual([408])
  expect(file).toContain(' 30 bytes')
})

test('a body that is whole in time is no matter of these limits, however long the answer takes', async () => {
  const { port, begun, release } = await open({ bodyBegin: 50, smallBody: 50 })
  const socket = await dial(port)
  const all = readAll(socket)
  socket.write(post('/lake/slow', 5, 'hello'))
  await expect.poll(() => begun).toEqual(['/lake/slow'])
  expect(statusesIn(await sendRaw(port, post(small, 60)))).toEqual([408]) // as long as that takes, the first one waits
  release()
  socket.write(head('GET /healthz HTTP/1.1', 'Connection: close'))
  expect(statusesIn(await all)).toEqual([200, 200])
})
