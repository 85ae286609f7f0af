import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLimit } from './http/limit.ts'
import { openTestLake, type TestLake } from './testing.ts'

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake({
    limits: { questions: { most: 5, seconds: 600 }, pictures: { most: 3, seconds: 600 } },
    trustedProxies: ['127.0.0.1'],
  })
})
afterAll(() => lake.close())

const question = () => `${lake.base}/v2025-02-19/data/query/production?query=count(*)`
const from = (address: string, headers: Record<string, string> = {}) => ({
  headers: { 'x-forwarded-for': address, ...headers },
})

/** The statuses of so many requests, one after the other. */
async function statuses(count: number, ask: (index: number) => Promise<Response>): Promise<number[]> {
  const seen: number[] = []
  for (let index = 0; index < count; index += 1) {
    const answer = await ask(index)
    await answer.arrayBuffer()
    seen.push(answer.status)
  }
  return seen
}

test('a session may ask so often from one address, and is told when to come back', async () => {
  const cookie = await lake.signIn()
  const ask = () => fetch(question(), from('9.9.9.1', { cookie }))
  expect(await statuses(6, ask)).toEqual([200, 200, 200, 200, 200, 429])
  const refused = await ask()
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(500)
  expect(await refused.json()).toEqual({
    statusCode: 429,
    message: expect.any(String),
    error: { type: 'tooManyRequests', description: expect.any(String), retryAfter: expect.any(Number) },
  })
  expect((await fetch(question(), from('9.9.9.2', { cookie }))).status).toBe(200)
})

test('strangers are counted before they are refused; what a stranger writes before the proxy counts for nothing', async () => {
  expect(await statuses(6, (index) => fetch(question(), from(`8.8.8.${index}, 9.9.9.3`)))).toEqual([
    401, 401, 401, 401, 401, 429,
  ])
})

test('a connection of this machine is counted like any other', async () => {
  expect(await statuses(6, () => fetch(question()))).toEqual([401, 401, 401, 401, 401, 429])
})

test('tokens are never limited, the site’s own least of all', async () => {
  for (const token of [lake.lake.siteToken, lake.token]) {
    const ask = () => fetch(question(), from('9.9.9.4', { authorization: `Bearer ${token}` }))
    expect(new Set(await statuses(20, ask))).toEqual(new Set([200]))
  }
})

test('pictures are counted when they have to be made for a stranger, and not when they are there already', async () => {
  const bytes = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#08f' } })
    .png()
    .toBuffer()
  const made = await lake.client().assets.upload('image', bytes)
  const url = (width: number) => `${lake.origin}${new URL(made.url).pathname}?w=${width}`
  expect(await statuses(4, (index) => fetch(url([96, 192, 320, 480][index] ?? 0), from('9.9.9.5')))).toEqual([
    200, 200, 200, 429,
  ])
  expect(await statuses(6, () => fetch(url(320), from('9.9.9.5')))).toEqual([200, 200, 200, 200, 200, 200])
  expect(await statuses(1, () => fetch(url(480), from('9.9.9.6')))).toEqual([200])
  const signedIn = from('9.9.9.5', { authorization: `Bearer ${lake.token}` })
  expect(await statuses(4, (index) => fetch(url(500 + index), signedIn))).toEqual([200, 200, 200, 200])
})

test('a page of twenty pictures in six widths passes at once under the limits that hold when nothing is set', async () => {
  const usual = await openTestLake({ trustedProxies: ['127.0.0.1'] })
  const uploads = Array.from({ length: 20 }, async (_, index) => {
    const bytes = await sharp({
      create: { width: 1000, height: 40, channels: 3, background: { r: index, g: 0, b: 0 } },
    })
      .png()
      .toBuffer()
    return usual.client().assets.upload('image', bytes)
  })
  const pictures = await Promise.all(uploads)
  const wanted = pictures.flatMap(({ url }) =>
    [96, 192, 320, 480, 640, 800].map((width) => `${usual.origin}${new URL(url).pathname}?w=${width}`),
  )
  expect(new Set(wanted).size).toBe(120)
  const answers = await Promise.all(
    wanted.map((url) =>
      fetch(url, from('9.9.9.7')).then(async (answer) => (await answer.arrayBuffer(), answer.status)),
    ),
  )
  expect(answers.filter((status) => status !== 200)).toEqual([])
  await usual.close()
})

test('addresses of one IPv6 network are counted together, others apart', async () => {
  const limit = createLimit({ most: 1, seconds: 600 }, 'Too much.')
  await limit('2001:db8::1')
  await expect(limit('2001:db8:0:0:ffff::2')).rejects.toMatchObject({ status: 429 })
  await expect(limit('2001:DB8::a:3')).rejects.toMatchObject({ status: 429 })
  await limit('2001:db8:0:1::1')
  await limit('::1')
})

test('the count begins again when its time is over', async () => {
  const limit = createLimit({ most: 1, seconds: 1 }, 'Too much.')
  await limit('9.9.9.9')
  await expect(limit('9.9.9.9')).rejects.toMatchObject({ status: 429, detail: { retryAfter: 1 } })
  await expect
    .poll(
      () =>
        limit('9.9.9.9').then(
          () => 'passed',
          () => 'refused',
        ),
      { timeout: 20_000 },
    )
    .toBe('passed')
})

test('only so many addresses are remembered: the one not seen for longest is forgotten', async () => {
  const limit = createLimit({ most: 1, seconds: 600 }, 'Too much.')
  await limit('first')
  await limit('second')
  for (let index = 0; index < 9_999; index += 1) await limit(`address ${index}`)
  await limit('first')
  await expect(limit('address 9998')).rejects.toMatchObject({ status: 429 })
})
