import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { createUnsentAnswers } from './unsent-answers.ts'

test('anyone who reads none of the large answers is told to read them first; when they are read or the connection ends, all is well', async () => {
  const unsent = createUnsentAnswers(4_000_000)
  const bytes = Buffer.alloc(8_000_000)
  const closed: Promise<unknown>[] = []
  const server = createServer((_req, res) => {
    unsent.hold('somebody', { jsonBytes: [bytes] }, res)
    closed.push(once(res, 'close'))
    res.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const silent = connect(port, '127.0.0.1')
  silent.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
  await once(silent, 'readable')
  expect(() => unsent.mustBeFew('somebody')).toThrow('have not been read yet')
  expect(() => unsent.mustBeFew('another')).not.toThrow('have not been read yet')
  silent.destroy()
  await closed[0]
  unsent.mustBeFew('somebody')
  const read = await fetch(`http://127.0.0.1:${port}`).then((answer) => answer.arrayBuffer())
  expect(read.byteLength).toBe(8_000_000)
  await closed[1]
  unsent.mustBeFew('somebody')
  server.closeAllConnections()
  server.close()
})
