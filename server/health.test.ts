import { createServer } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { asked, createHealth, type Part } from './health.ts'
import { portOf } from './testing.ts'

async function openHealth(parts: Record<string, Part>) {
  const isHealth = createHealth(parts)
  const server = createServer((request, response) => {
    if (!isHealth(request, response)) response.writeHead(404).end()
  })
  const port = await portOf(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (path: string, method = 'GET') => fetch(`http://127.0.0.1:${port}${path}`, { method })
}

test('readyz names the parts that are not ready, healthz asks none of them', async () => {
  let isReady = false
  const get = await openHealth({ lake: async () => isReady, next: () => true })
  const waiting = await get('/readyz')
  expect([waiting.status, waiting.headers.get('cache-control')]).toEqual([503, 'no-store'])
  expect(await waiting.json()).toEqual({ ready: false, parts: { lake: false, next: true } })
  expect((await get('/healthz')).status).toBe(200)
  isReady = true
  const ready = await get('/readyz?now')
  expect(ready.status).toBe(200)
  expect(await ready.json()).toEqual({ ready: true, parts: { lake: true, next: true } })
})

test('only these two paths are health’s, and they are read only', async () => {
  const get = await openHealth({})
  expect((await get('/healthz/x')).status).toBe(404)
  expect((await get('/healthz', 'HEAD')).status).toBe(200)
  expect((await get('/readyz', 'POST')).status).toBe(405)
})

test('a part is asked once for all who want to know, and again when its yes or its no is old', async () => {
  let time = 0
  let times = 0
  const part = asked(async () => ++times === 2, { holds: { yes: 5_000, no: 1_000 }, patience: 60_000, now: () => time })
  expect(await Promise.all([part(), part(), part()])).toEqual([false, false, false])
  time = 999
  expect(await part()).toBe(false)
  expect(times).toBe(1)
  time = 1_000
  expect(await part()).toBe(true)
  time = 5_999
  expect(await part()).toBe(true)
  expect(times).toBe(2)
  time = 6_000
  expect(await part()).toBe(false)
  expect(times).toBe(3)
})

test('a part that does not answer is not ready', async () => {
  const part = asked(() => new Promise(() => {}), { holds: { yes: 1_000, no: 1_000 }, patience: 10, now: () => 0 })
  expect(await part()).toBe(false)
})
