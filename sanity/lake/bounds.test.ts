import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openEvents } from './streams/testing.ts'
import { openTestLake, type TestLake } from './testing.ts'

let lake: TestLake
let viewer: string
beforeAll(async () => {
  lake = await openTestLake({ roles: { limited: { title: 'Limited', description: '', writes: '_type == "own"' } } })
  viewer = await lake.lake.createToken({ label: 'somebody', role: 'limited' })
})
afterAll(() => lake.close())

const api = (path: string) => `${lake.base}/v2025-02-19${path}`
const headers = () => ({ authorization: `Bearer ${viewer}`, 'content-type': 'application/json' })
const post = (path: string, body: string, method: 'POST' | 'PUT' = 'POST') =>
  fetch(api(path), { method, headers: headers(), body })
const get = (path: string, more: Record<string, string> = {}) =>
  fetch(api(path), { headers: { ...headers(), ...more } })

/** That questions, saves, settings and listeners of others still work. */
async function mustBeAlive(): Promise<void> {
  const client = lake.client()
  expect(await client.fetch('1 + 1')).toBe(2)
  const { _rev } = await client.createOrReplace({ _id: 'alive', _type: 'note' })
  expect(await client.getDocument('alive')).toMatchObject({ _rev })
  const stream = await openEvents(lake, '/data/listen/production?query=*')
  expect((await stream.next()).event).toBe('welcome')
  stream.stop()
}

describe('a deeply nested value', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`

  test.each([101, 5_000, 20_000])(
    'of %i levels is refused with a sentence wherever it comes in, and nothing stands still',
    async (levels) => {
      const value = deep(levels)
      const answers = [
        await post('/data/query/production', `{"query":"1","params":{"p":${value}}}`),
        await post('/data/mutate/production', `{"mutations":[{"create":{"_type":"own","x":${value}}}]}`),
        await post(
          '/data/actions/production',
          `{"actions":[{"actionType":"sanity.action.document.create","publishedId":"x","attributes":{"_id":"drafts.x","_type":"own","x":${value}}}]}`,
        ),
        await post('/users/me/keyvalue', `[{"key":"k","value":${value}}]`, 'PUT'),
        ...(levels > 5_000
          ? []
          : [
              await get(`/data/query/production?query=1&$p=${value}`),
              await get(`/data/listen/production?query=*&$p=${value}`),
            ]),
      ]
      for (const answer of answers) {
        expect(answer.status).toBe(400)
        expect(await answer.json()).toMatchObject({ message: expect.stringContaining('nested deeper than 100 levels') })
      }
      await mustBeAlive()
    },
  )

  test('in a frame of a WebSocket is no request', async () => {
    const socket = new WebSocket(`${lake.base.replace('http', 'ws')}/v2022-06-30/socket/production`, {
      headers: headers(),
    })
    const said: string[] = []
    const { promise: answered, resolve } = Promise.withResolvers<void>()
    socket.on('message', (data) => {
      said.push(String(data))
      if (String(data).includes('"id":"after"')) resolve()
    })
    await new Promise((done) => socket.on('open', done))
    socket.send(
      `{"id":"deep","method":"presence_announce","params":{"data":{"sessionId":"s","locations":[${deep(5_000)}]}}}`,
    )
    socket.send('{"id":"after","method":"authorization"}')
    await answered
    expect(said.filter((text) => text.includes('deep'))).toEqual([])
    socket.close()
    const streams = new WebSocket(`${lake.base.replace('http', 'ws')}/streams`, { headers: headers() })
    const first = new Promise((done) => streams.once('message', (data) => done(String(data))))
    await new Promise((done) => streams.on('open', done))
    streams.send(`{"type":"open","id":1,"url":"/","headers":{},"more":${deep(20_000)}}`)
    streams.send('{"type":"open","id":2,"url":"/lake/v1/data/nothing","headers":{}}')
    expect(await first).toContain('"id":2')
    streams.close()
  })
})

test('a large answer is refused and does not end the lake; the parts of a small one are as ever', async () => {
  const query = `array::join([${Array.from({ length: 60 }, () => '$s').join(',')}], "")`
  const refused = await post('/data/query/production', JSON.stringify({ query, params: { s: 'x'.repeat(500_000) } }))
  expect(refused.status).toBe(413)
  expect(await refused.json()).toMatchObject({
    error: { type: 'answerTooLarge' },
    message: expect.stringContaining('16 MB'),
  })
  const small = await post(
    '/data/query/production?perspective=published',
    JSON.stringify({ query: '{"a": "字\\"", "none": null}' }),
  )
  expect(await small.json()).toEqual({
    query: '{"a": "字\\"", "none": null}',
    result: { a: '字"', none: null },
    ms: expect.any(Number),
    syncTags: [],
  })
  const silent = await get('/data/query/production?query=1&returnQuery=false')
  expect(await silent.json()).toEqual({ result: 1, ms: expect.any(Number), syncTags: expect.any(Array) })
})

test('an export and a history longer than a page come whole, in order', async () => {
  const client = lake.client()
  const text = 'u'.repeat(150_000)
  for (let part = 0; part < 3; part += 1) {
    const transaction = client.transaction()
    for (let index = 0; index < 6; index += 1)
      transaction.createOrReplace({ _id: `long-${part}-${index}`, _type: 'long', text: `${part}${text}` })
    await transaction.commit()
  }
  const lines = async (path: string) =>
    (await (await get(path)).text())
      .trimEnd()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line))
  const exported = await lines('/data/export/production?types=long,other')
  expect(exported.map(({ _id }) => _id)).toEqual(
    [0, 1, 2].flatMap((part) => Array.from({ length: 6 }, (_, index) => `long-${part}-${index}`)),
  )
  expect((await lines('/data/export/production')).length).toBeGreaterThan(18)
  const ids = exported.map(({ _id }) => _id).join(',')
  const log = await lines(`/data/history/production/transactions/${ids}`)
  expect(log.map(({ documentIDs }) => (documentIDs as string[])[0])).toEqual(['long-0-0', 'long-1-0', 'long-2-0'])
  const newest = await lines(`/data/history/production/transactions/${ids}?reverse=true&limit=2&excludeContent=true`)
  expect(newest.map(({ documentIDs }) => (documentIDs as string[])[0])).toEqual(['long-2-0', 'long-1-0'])
  const documents = await (await get(`/data/history/production/documents/${ids}?lastRevision=true`)).json()
  expect((documents as { documents: { _id: string }[] }).documents.map(({ _id }) => _id)).toEqual(
    exported.map(({ _id }) => _id),
  )
})

test('a link or a page of another site can not ask with the session of anyone who follows it', async () => {
  const cookie = await lake.signIn()
  const from = (site: string | undefined, path: string, more: Record<string, string> = {}) =>
    fetch(api(path), { headers: { cookie, ...(site ? { 'sec-fetch-site': site } : {}), ...more } })
  const question = '/data/query/production?query=1'
  expect((await from('cross-site', question)).status).toBe(403)
  expect((await from('cross-site', question, { origin: 'https://elsewhere.example' })).status).toBe(403)
  expect(
    (await fetch(api(question), { method: 'HEAD', headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status,
  ).toBe(403)
  expect((await from('cross-site', '/data/live/events/production?includeDrafts=true')).status).toBe(401)
  for (const site of ['same-origin', 'same-site', 'none', undefined])
    expect((await from(site, question)).status).toBe(200)
  expect((await from('cross-site', question, { origin: lake.origin })).status).toBe(200)
  // Programs have a token and no cookie; the sign-in page is reached by links in letters.
  expect((await get(question, { 'sec-fetch-site': 'cross-site' })).status).toBe(200)
  expect(
    (await fetch(`${lake.base}/sign-in`, { headers: { cookie, 'sec-fetch-site': 'cross-site' }, redirect: 'manual' }))
      .status,
  ).toBeLessThan(400)
})

test('strangers who come back to the live stream are told from memory: once, and only so many at a time', async () => {
  const events = '/data/live/events/production'
  const first = await openEvents(lake, events)
  const welcome = await first.next()
  first.stop()
  const client = lake.client()
  for (let index = 0; index < 5; index += 1) await client.createOrReplace({ _id: 'told', _type: 'note', index })
  const open = (lastEventId: string) => {
    const stop = new AbortController()
    return fetch(api(events), { headers: { 'last-event-id': lastEventId }, signal: stop.signal }).then((answer) => ({
      answer,
      stop,
    }))
  }
  const opened = await Promise.all(Array.from({ length: 100 }, () => open(welcome.id)))
  const [served, refused] = [
    opened.filter(({ answer }) => answer.status === 200),
    opened.filter(({ answer }) => answer.status === 429),
  ]
  expect([served.length, refused.length]).toEqual([32, 68])
  expect(Number(refused[0]?.answer.headers.get('retry-after'))).toBeGreaterThan(0)
  await client.createOrReplace({ _id: 'told', _type: 'note', index: 'last' })
  for (const { answer, stop } of served) {
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while ((text.match(/event: message/g) ?? []).length < 2) text += (await reader?.read())?.value ?? ''
    expect(text.match(/event: \w+/g)).toEqual(['event: welcome', 'event: message', 'event: message'])
    stop.abort()
  }
  await expect
    .poll(async () => {
      const { answer, stop } = await open(welcome.id)
      stop.abort()
      return answer.status
    })
    .toBe(200)
})

test('the failure of a POST is in the log, an upload that can not be kept too, and both are answered', async () => {
  const own = await openTestLake()
  await rm(join(own.folder, 'assets', 'incoming'), { recursive: true })
  const answer = await fetch(`${own.base}/v1/assets/files/production`, {
    method: 'POST',
    headers: { authorization: `Bearer ${own.token}` },
    body: Buffer.alloc(3_000_000),
  })
  expect(answer.status).toBe(500)
  expect(own.log).toContainEqual(
    expect.objectContaining({
      level: 'error',
      message: 'A request to the lake failed.',
      method: 'POST',
      path: '/lake/v1/assets/files/production',
      error: expect.stringContaining('ENOENT'),
    }),
  )
  await own.close()
})

test('who leaves in the middle of a body is no failure of the lake', async () => {
  const own = await openTestLake()
  const { port } = new URL(own.origin)
  const socket = connect(Number(port), '127.0.0.1')
  socket.write(
    `POST /lake/v1/data/mutate/production HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${own.token}\r\ncontent-length: 1000\r\n\r\n{"mutations":`,
  )
  await new Promise((resolve) => socket.once('connect', resolve))
  expect(await own.client().fetch('1')).toBe(1)
  socket.destroy()
  await own.close()
  expect(own.log.filter(({ level }) => level === 'error')).toEqual([])
})

test('a lake can say whether it can write', async () => {
  expect(await lake.lake.canWrite()).toBe('yes')
})
