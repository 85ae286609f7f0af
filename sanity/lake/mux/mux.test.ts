import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { listenTo, openEvents } from '../streams/testing.ts'
import { openTestLake, type TestLake } from '../testing.ts'
import { createMuxFetch } from './mux-fetch.ts'

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake()
})
afterAll(() => lake.close())

const sockets: WebSocket[] = []
/** An address at which nobody listens. */
const nowhere = 'ws://127.0.0.1:1'

/** The `ws` package stands in for the browser's WebSocket, which takes no cookie from a test. */
async function mux(): Promise<typeof fetch> {
  const cookie = await lake.signIn()
  return createMuxFetch(lake.base, (url) => {
    const socket = new WebSocket(url, { headers: { cookie, origin: lake.origin } })
    sockets.push(socket)
    return socket
  })
}

test('the real client listens through it, and comes back after a drop', async () => {
  const muxFetch = await mux()
  const client = lake.client({ resolveFetch: () => muxFetch })
  const heard: string[] = []
  let tell = () => {}
  const until = (done: () => boolean) =>
    new Promise<void>((resolve) => {
      tell = () => done() && resolve()
      tell()
    })
  const subscription = client
    .listen(
      '*[_type == "leaf"]',
      {},
      { enableResume: true, events: ['welcome', 'mutation', 'reconnect', 'welcomeback', 'reset'] },
    )
    .subscribe((event) => {
      heard.push('documentId' in event ? `mutation ${event.documentId}` : event.type)
      tell()
    })
  await until(() => heard.includes('welcome'))
  await lake.client().create({ _id: 'leaf1', _type: 'leaf' })
  await until(() => heard.includes('mutation leaf1'))
  expect(sockets).toHaveLength(1)
  sockets[0]?.terminate()
  await until(() => heard.includes('reconnect'))
  await lake.client().create({ _id: 'leaf2', _type: 'leaf' })
  await until(() => heard.includes('mutation leaf2'))
  expect(heard).toEqual(['welcome', 'mutation leaf1', 'reconnect', 'welcomeback', 'mutation leaf2'])
  subscription.unsubscribe()
}, 15_000)

test('ten streams share one socket; the rest goes the usual way; calling one off leaves the others', async () => {
  const before = sockets.length
  const muxFetch = await mux()
  const streams = await Promise.all(
    Array.from({ length: 10 }, () => openEvents(lake, listenTo('*[_type == "drop"]'), { fetch: muxFetch })),
  )
  expect(sockets.length - before).toBe(1)
  await Promise.all(streams.map((stream) => stream.next()))
  streams[0]?.stop()
  await expect(streams[0]?.next()).rejects.toThrow('called off')
  await lake.client({ resolveFetch: () => muxFetch }).create({ _id: 'drop1', _type: 'drop' })
  expect((await streams[9]?.next())?.data['documentId']).toBe('drop1')
  for (const stream of streams.slice(1)) stream.stop()
})

test('when the WebSocket is refused, the plain way says why', async () => {
  const muxFetch = createMuxFetch(lake.base)
  expect((await muxFetch(`${lake.base}/v1/data/listen/production?query=*`)).status).toBe(401)
  const stream = await openEvents(lake, listenTo('*'), { fetch: muxFetch })
  expect((await stream.next()).event).toBe('welcome')
  stream.stop()
})

test('while there is no WebSocket three streams at most go the plain way; the others wait for it', async () => {
  const cookie = await lake.signIn()
  let isThere = false
  const muxFetch = createMuxFetch(
    lake.base,
    (url) => new WebSocket(isThere ? url : nowhere, { headers: { cookie, origin: lake.origin } }),
  )
  const opened: string[] = []
  const streams = Array.from({ length: 10 }, async () => {
    const stream = await openEvents(lake, listenTo('*[_type == "wait"]'), { fetch: muxFetch })
    opened.push('stream')
    return stream
  })
  await expect.poll(() => opened.length).toBe(3)
  const calledOff = new AbortController()
  const off = muxFetch(`${lake.base}/v1/data/listen/production?query=*`, { signal: calledOff.signal })
  await lake.client({ resolveFetch: () => muxFetch }).create({ _id: 'wait1', _type: 'other' })
  expect(opened).toHaveLength(3)
  calledOff.abort()
  await expect(off).rejects.toThrow('called off')
  isThere = true
  const all = await Promise.all(streams)
  for (const stream of all) expect((await stream.next()).event).toBe('welcome')
  await lake.client().create({ _id: 'wait2', _type: 'wait' })
  for (const stream of all) {
    expect((await stream.next()).data['documentId']).toBe('wait2')
    stream.stop()
  }
  // The places are free again: the plain way is taken at once.
  isThere = false
  const later = createMuxFetch(lake.base, () => new WebSocket(nowhere))
  for (let round = 0; round < 5; round += 1) {
    const stream = await openEvents(lake, listenTo('*'), { fetch: later })
    stream.stop()
  }
}, 15_000)

test('a refusal arrives with its status', async () => {
  const muxFetch = await mux()
  const answer = await muxFetch(`${lake.base}/v1/data/listen/other?query=*`)
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ statusCode: 404 })
  sockets.at(-1)?.close()
})
