import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createLimitedServer, refuseOdd, serverLimits, type ServerLimits } from './limits.ts'
import { dial, portOf, readAll, sendRaw, statusesIn } from './testing.ts'

const usual: RequestListener = (request, response) => {
  if (!refuseOdd(request, response, { readsBodies: false })) response.end('here')
}

async function openServer(limits: Partial<ServerLimits>, handle: RequestListener = usual, isProxy = false) {
  const server = createLimitedServer({
    isUpgrade: () => false,
    isProxy: () => isProxy,
    limits: { ...serverLimits, ...limits },
  })
  server.on('request', handle)
  const port = await portOf(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { server, port }
}

/** Sends a byte at a time for as long as the connection lasts, or the bytes do. */
function dribble(socket: Socket, bytes: string): void {
  let sent = 0
  const timer = setInterval(() => {
    if (sent < bytes.length && socket.writable) socket.write(bytes[sent++] ?? '')
    else clearInterval(timer)
  }, 20)
  socket.once('close', () => clearInterval(timer))
}

test('a head that comes a byte at a time is cut off with 408', async () => {
  const { port } = await openServer({ headers: 300, checkEvery: 50 })
  const socket = await dial(port)
  dribble(socket, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(10_000)}`)
  expect(statusesIn(await readAll(socket))).toEqual([408])
})

test('a connection that says nothing is cut off too', async () => {
  const { port } = await openServer({ headers: 300, checkEvery: 50 })
  expect(statusesIn(await readAll(await dial(port)))).toEqual([408])
})

test('a body may take longer than a head may, as long as it moves', async () => {
  const { port } = await openServer({ headers: 300, checkEvery: 50 }, async (request, response) => {
    let size = 0
    for await (const chunk of request) size += String(chunk).length
    response.setHeader('connection', 'close').end(`${size} bytes`)
  })
  const socket = await dial(port)
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60\r\n\r\n')
  dribble(socket, 'b'.repeat(60)) // 1.2 s
  const answer = await readAll(socket)
  expect(statusesIn(answer)).toEqual([200])
  expect(answer).toContain('60 bytes')
})

test('a reader that does not read is cut off', async () => {
  const cut = Promise.withResolvers<boolean>()
  const { port } = await openServer({ silence: 300 }, (_request, response) => {
    response.once('close', () => cut.resolve(!response.writableFinished))
    response.end(Buffer.alloc(64 * 1024 * 1024))
  })
  const socket = await dial(port)
  socket.pause()
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n')
  expect(await cut.promise).toBe(true)
  socket.destroy()
})

test('one address has only so many connections at once, a trusted proxy as many as it likes', async () => {
  const limited = await openServer({ mostFromAddress: 2 })
  const first = await dial(limited.port)
  const second = await dial(limited.port)
  expect(await sendRaw(limited.port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n')).toBe('')
  first.destroy()
  const ask = () => sendRaw(limited.port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').then(statusesIn)
  await expect.poll(ask).toEqual([200])
  second.destroy()

  const open = await openServer({ mostFromAddress: 2 }, usual, true)
  const held = await Promise.all([1, 2, 3, 4].map(() => dial(open.port)))
  expect(statusesIn(await sendRaw(open.port, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'))).toEqual([200])
  for (const socket of held) socket.destroy()
})

test('an upgrade that nobody takes is answered as a request, and a CONNECT is refused', async () => {
  const { port } = await openServer({})
  const upgrade = 'GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n'
  expect(statusesIn(await sendRaw(port, upgrade))).toEqual([200])
  expect(statusesIn(await sendRaw(port, `${upgrade}GET / HTTP/1.1\r\nHost: a\r\n\r\n`))).toEqual([200])
  expect(statusesIn(await sendRaw(port, 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n'))).toEqual([405])
})
