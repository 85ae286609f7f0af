import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { createAddressOf } from '#sanity/lake/auth/client-address.ts'
import { createAccessLog, type AccessLog } from './access-log.ts'
import type { LogEntry } from './log.ts'
import { dial, portOf } from './testing.ts'

async function openLogged(handle: (access: AccessLog) => RequestListener) {
  const entries: LogEntry[] = []
  let time = 0
  const access = createAccessLog({
    log: (entry) => entries.push(entry),
    addressOf: createAddressOf(['127.0.0.1']),
    now: () => (time += 5),
  })
  const listener = handle(access)
  const server = createServer((request, response) => {
    access.watch(request, response)
    listener(request, response)
  })
  const port = await portOf(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { entries, port, server }
}

test('a line says what was asked, by whom, and what it came to; nothing of the query or the headers', async () => {
  const { entries, port } = await openLogged((access) => (_request, response) => {
    access.note(response, 'kept')
    response.writeHead(203, { 'content-length': 4 }).end('here')
  })
  await fetch(`http://127.0.0.1:${port}/lake/sign-in?code=secret`, {
    headers: { authorization: 'Bearer secret', cookie: 'a=secret', 'x-forwarded-for': '9.9.9.9' },
  })
  await expect
    .poll(() => entries)
    .toEqual([
      {
        level: 'info',
        message: 'request',
        method: 'GET',
        path: '/lake/sign-in',
        status: 203,
        bytes: expect.any(Number),
        ms: 5,
        address: '9.9.9.9',
        page: 'kept',
      },
    ])
  expect(Number(entries[0]?.['bytes'])).toBeGreaterThan(4)
  expect(JSON.stringify(entries)).not.toContain('secret')
})

test('an answer that is broken off is said to be', async () => {
  const { entries, port, server } = await openLogged(() => (_request, response) => void response.write('half'))
  const socket = await dial(port)
  socket.write('GET /half HTTP/1.1\r\nHost: a\r\n\r\n')
  await once(server, 'request')
  socket.destroy()
  await expect.poll(() => entries).toMatchObject([{ path: '/half', brokenOff: true }])
})
