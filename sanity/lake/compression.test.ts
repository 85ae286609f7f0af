import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestLake, type TestLake } from './testing.ts'

const text = '湖畔的文章。'.repeat(500)

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake()
  await lake.client().create({ _id: 'long', _type: 'note', text })
})
afterAll(() => lake.close())

/** `fetch` unpacks by itself; this shows the bytes as they come over the wire. */
async function ask(
  path: string,
  acceptEncoding?: string,
): Promise<{ headers: IncomingMessage['headers']; bytes: Buffer }> {
  const headers = {
    authorization: `Bearer ${lake.token}`,
    ...(acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding }),
  }
  const [answer] = z
    .tuple([z.custom<IncomingMessage>()])
    .parse(await once(get(`${lake.base}/v2025-02-19${path}`, { headers }), 'response'))
  return { headers: answer.headers, bytes: await buffer(answer) }
}

const question = `/data/query/production?query=${encodeURIComponent('*[_id == "long"][0].text')}`
const resultIn = (json: Buffer) => z.object({ result: z.string() }).parse(JSON.parse(json.toString('utf8'))).result

test.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip, deflate', 'gzip', gunzipSync],
])('a long answer to who takes %s comes as %s', async (accepted, encoding, unpack) => {
  const { headers, bytes } = await ask(question, accepted)
  expect(headers).toMatchObject({
    'content-encoding': encoding,
    'content-length': String(bytes.length),
    vary: 'Accept-Encoding',
  })
  expect(bytes.length).toBeLessThan(Buffer.byteLength(text) / 10)
  expect(resultIn(unpack(bytes))).toBe(text)
})

test.each([[undefined], ['identity'], ['deflate']])('to who takes %s it comes as it is', async (accepted) => {
  const { headers, bytes } = await ask(question, accepted)
  expect(headers).not.toHaveProperty('content-encoding')
  expect(headers).toMatchObject({ 'content-length': String(bytes.length), vary: 'Accept-Encoding' })
  expect(resultIn(bytes)).toBe(text)
})

test('a short answer is not worth it', async () => {
  const { headers, bytes } = await ask('/ping', 'br, gzip')
  expect(headers).not.toHaveProperty('content-encoding')
  expect(bytes.toString()).toBe('{"ping":"pong"}')
})

test('the real client reads both', async () => {
  expect(await lake.client().fetch('*[_id == "long"][0].text')).toBe(text)
  expect(await lake.client({ headers: { 'accept-encoding': 'identity' } }).fetch('*[_id == "long"][0].text')).toBe(text)
})

test('event streams are never packed: a packer holds events back', async () => {
  const request = get(`${lake.base}/v2025-02-19/data/live/events/production`, {
    headers: { authorization: `Bearer ${lake.token}`, 'accept-encoding': 'br, gzip' },
  })
  const [answer] = z.tuple([z.custom<IncomingMessage>()]).parse(await once(request, 'response'))
  expect(answer.headers['content-type']).toContain('text/event-stream')
  expect(answer.headers).not.toHaveProperty('content-encoding')
  request.destroy()
})
