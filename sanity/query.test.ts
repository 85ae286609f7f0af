import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { identity, list, maybe } from '#lib/page/fields.ts'
import { createLakeClient } from './client.ts'
import { parseSiteEnvironment } from './environment.ts'
import { type Lake, openLake } from './lake/lake.ts'
import { askLake } from './query.ts'

const question = {
  query:
    '{"now": $now, "lists": *[_type == "linkList"] | order(_id asc) {_id, _rev, title}, "one": *[_id == $id][0]{title}}',
  schema: z.object({
    now: z.string(),
    lists: list(z.object({ ...identity, title: z.string().min(1) })),
    one: maybe(z.object({ title: maybe(z.string()) })),
  }),
}
const now = new Date('2024-01-05T00:00:00.000Z')

let folder: string
let lake: Lake
const server = createServer((request, response) => lake.handle(request, response))
const environment = (token: string) => {
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return parseSiteEnvironment({
    SANITY_PROJECT_ID: 'lakeside',
    SANITY_API_HOST: `${origin}/lake`,
    SANITY_READ_TOKEN: token,
    LAKESIDE_URL: origin,
    LAKESIDE_IMAGES: '/lake',
  })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lakeside-query-'))
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  lake = await openLake({
    folder,
    projectId: 'lakeside',
    dataset: 'production',
    basePath: '/lake',
    publicUrl,
    trustedProxies: [],
  })
  const writer = createLakeClient(environment(await lake.createToken({ label: 'test', role: 'administrator' })))
  await writer
    .transaction()
    .create({ _id: 'linkList-a', _type: 'linkList', title: '一' })
    .create({ _id: 'linkList-b', _type: 'linkList' })
    .create({ _id: 'drafts.linkList-c', _type: 'linkList', title: '草稿' })
    .commit()
})

afterAll(async () => {
  await new Promise((closed) => server.close(closed))
  await lake.close()
  await rm(folder, { recursive: true })
})

test('published: what stands, what it was made from, what was left out; now is a parameter', async () => {
  const { data, tags, findings } = await askLake(
    createLakeClient(environment(lake.siteToken)),
    question,
    { id: 'linkList-a' },
    { perspective: 'published', stega: false, now },
  )
  expect(data).toMatchObject({ now: now.toISOString(), lists: [{ _id: 'linkList-a' }], one: { title: '一' } })
  expect(findings).toMatchObject([{ documentId: 'linkList-b', path: 'title' }])
  expect(tags).toEqual(expect.arrayContaining(['doc:linkList-a', 'type:linkList']))
})

test('without a token the lake refuses, and the failure is thrown', async () => {
  await expect(
    askLake(createLakeClient(environment('')), question, { id: 'x' }, { perspective: 'published', stega: false, now }),
  ).rejects.toThrow(/Unauthorized|Session|token|permission|denied/i)
})

test.each([
  ['1', 'identity'],
  ['', expect.stringContaining('gzip')],
])(
  'within one process (LAKESIDE_EMBEDDED=%s) answers are asked for as they are, elsewhere packed',
  async (embedded, accepted) => {
    const heard = new Promise<unknown>((resolve) =>
      server.once('request', (request) => resolve(request.headers['accept-encoding'])),
    )
    const client = createLakeClient(
      parseSiteEnvironment({ ...environment(lake.siteToken), LAKESIDE_EMBEDDED: embedded }),
    )
    await askLake(client, question, { id: 'linkList-a' }, { perspective: 'published', stega: false, now })
    expect(await heard).toEqual(accepted)
  },
)

test('an answer in which nothing can stand is thrown', async () => {
  const broken = { query: '{"total": "many"}', schema: z.object({ total: z.number() }) }
  await expect(
    askLake(createLakeClient(environment(lake.siteToken)), broken, {}, { perspective: 'published', stega: false, now }),
  ).rejects.toThrow(/can't be read.*total/)
})
