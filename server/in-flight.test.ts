import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { countInFlight } from './in-flight.ts'
import { portOf } from './testing.ts'

test('what was asked is answered before drain resolves; what comes after is refused', async () => {
  const held: ServerResponse[] = []
  const counted = countInFlight(
    (_request, response) => void held.push(response),
    (_request, response) => void response.writeHead(503).end(),
  )
  const server = createServer(counted.handle)
  const port = await portOf(server)
  const ask = () => fetch(`http://127.0.0.1:${port}/`, { headers: { connection: 'close' } })

  const first = ask()
  await once(server, 'request')
  let isDrained = false
  const drained = counted.drain().then(() => (isDrained = true))
  expect((await ask()).status).toBe(503)
  expect(isDrained).toBe(false)
  held[0]?.end('whole')
  expect(await (await first).text()).toBe('whole')
  expect(await drained).toBe(true)
  server.close()
})

test('with nothing in flight drain resolves at once', async () => {
  await expect(
    countInFlight(
      () => {},
      () => {},
    ).drain(),
  ).resolves.toBeUndefined()
})
