import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askNextOverSocket, askOver } from './ask-next.ts'

test('an answer comes with its own status, headers and whole body', async () => {
  const next = await askNextOverSocket((request, response) =>
    response.writeHead(404, { 'x-asked': request.url ?? '' }).end('湖'),
  )
  const { status, headers, body } = await next.ask('/a?b=c')
  expect([status, headers['x-asked'], body.toString()]).toEqual([404, '/a?b=c', '湖'])
  await next.close()
})

test('one that breaks off is an error, not half a page', async () => {
  const next = await askNextOverSocket((_request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => response.destroy())
  })
  await expect(next.ask('/')).rejects.toThrow('aborted')
  await next.close()
})

test('one that hangs, or that never comes to an end, is given up', async () => {
  const dripping = new Set<NodeJS.Timeout>()
  const socketPath = join(tmpdir(), `lakeside-test-${process.pid}.sock`)
  const server = createServer((request, response) => {
    if (request.url === '/hangs') return
    response.writeHead(200)
    dripping.add(setInterval(() => response.write('.'), 5))
  })
  await new Promise<void>((resolve) => server.listen(socketPath, resolve))
  await expect(askOver(socketPath, '/hangs', { silence: 20, whole: 60_000 })).rejects.toThrow(
    'did not go on with /hangs',
  )
  await expect(askOver(socketPath, '/drips', { silence: 60_000, whole: 100 })).rejects.toThrow('did not finish /drips')
  for (const timer of dripping) clearInterval(timer)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
