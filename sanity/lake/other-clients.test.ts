import { randomUUID } from 'node:crypto'
import { CorsOriginError, type SanityClient } from '@sanity/client'
import { firstValueFrom } from 'rxjs'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openTestLake, type TestLake } from './testing.ts'

const allowed = 'https://studio.example'

let lake: TestLake
let client: SanityClient
beforeAll(async () => {
  lake = await openTestLake({ allowedOrigins: [allowed] })
  client = lake.client()
})
afterAll(() => lake.close())

const at = (path: string) => `${lake.base}/v2025-02-19${path}`

describe('listeners', () => {
  /** The ids of the first events that a listener is told of, while a draft, a version and then the published document change. */
  async function heard(
    apiVersion: string,
    count: number,
    options: { includeAllVersions?: boolean } = {},
  ): Promise<string[]> {
    const _type = `t${randomUUID()}`
    const opened = Promise.withResolvers<void>()
    const ids: string[] = []
    const over = Promise.withResolvers<void>()
    const subscription = lake
      .client({ apiVersion })
      .listen('*[_type == $type]', { type: _type }, { ...options, events: ['welcome', 'mutation'] })
      .subscribe({
        error: over.reject,
        next: (event) => {
          if (event.type === 'welcome') opened.resolve()
          if ('documentId' in event)
            ids.push(`${event.documentId} ${event.transactionCurrentEvent}/${event.transactionTotalEvents}`)
          if (ids.length === count) over.resolve()
        },
      })
    onTestFinished(() => subscription.unsubscribe())
    await opened.promise
    await client.createOrReplace({ _id: 'drafts.heard', _type })
    await client
      .transaction()
      .createOrReplace({ _id: 'versions.r.heard', _type })
      .createOrReplace({ _id: 'heard', _type })
      .commit()
    await over.promise
    return ids
  }

  test('from API version 2025-02-19 on are told what is published', async () => {
    for (const version of ['2025-02-19', 'X']) expect(await heard(version, 1)).toEqual(['heard 1/1'])
    expect(await heard('2025-02-19', 1, { includeAllVersions: false })).toEqual(['heard 1/1'])
  })

  test('are told of drafts and versions when they ask, and in older API versions', async () => {
    const all = ['drafts.heard 1/1', 'versions.r.heard 1/2', 'heard 2/2']
    expect(await heard('2025-02-19', 3, { includeAllVersions: true })).toEqual(all)
    expect(await heard('2024-01-01', 3)).toEqual(all)
  })

  test('of the releases themselves are told, which are neither drafts nor versions', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const subscription = client
      .listen('*[_type == "system.release"]', {}, { events: ['welcome', 'mutation'] })
      .subscribe({
        error: reject,
        next: (event) => {
          if (event.type === 'welcome') client.releases.create({ releaseId: 'autumn' }).catch(reject)
          if ('documentId' in event) resolve(event.documentId)
        },
      })
    onTestFinished(() => subscription.unsubscribe())
    expect(await promise).toBe('_.releases.autumn')
  })
})

test('getDocument with includeAllVersions answers published, draft and versions, for a reader of the site what is published', async () => {
  for (const _id of [
    'versions.r2.all',
    'versions.r1.all',
    'drafts.all',
    'all',
    'versions.r1.other',
    'drafts.only',
    'all.x',
  ])
    await client.createOrReplace({ _id, _type: 'note' })
  const idsOf = async (id: string, by = client) =>
    (await by.getDocument(id, { includeAllVersions: true })).map(({ _id }) => _id)
  const all = ['all', 'drafts.all', 'versions.r1.all', 'versions.r2.all']
  expect(await idsOf('all')).toEqual(all)
  expect(await idsOf('drafts.all')).toEqual(all)
  expect(await idsOf('only')).toEqual(['drafts.only'])
  expect(await idsOf('nothing')).toEqual([])
  expect(
    await client.request({ url: '/data/doc/production/nothing,only', query: { includeAllVersions: 'true' } }),
  ).toMatchObject({ documents: [{ _id: 'drafts.only' }], omitted: [{ id: 'nothing', reason: 'existence' }] })
  expect(await idsOf('all', lake.client({ token: lake.lake.siteToken }))).toEqual(['all'])
  expect(await client.getDocument('all')).toMatchObject({ _id: 'all' })
})

describe('a client that is configured with the dataset as its resource', () => {
  const resource = (id: string) => lake.client({ resource: { type: 'dataset', id } })

  test('reads, writes, acts, listens and hears live events', async () => {
    const own = resource('lakeside.production')
    const id = `note-${randomUUID()}`
    const first = firstValueFrom(own.listen('*[_type == "own"]', {}, { events: ['welcome'] }))
    expect(await first).toMatchObject({ type: 'welcome' })
    expect(await firstValueFrom(own.live.events())).toMatchObject({ type: 'welcome' })
    await own.create({ _id: `drafts.${id}`, _type: 'own', label: 'one' })
    await own.patch(`drafts.${id}`).set({ label: 'two' }).commit()
    await own.action({ actionType: 'sanity.action.document.publish', draftId: `drafts.${id}`, publishedId: id })
    expect(await own.getDocument(id)).toMatchObject({ label: 'two' })
    expect(await own.fetch('*[_id == $id][0].label', { id })).toBe('two')
    expect(await own.fetch('$long', { long: 'ä'.repeat(9000) })).toBe('ä'.repeat(9000))
    expect(await own.getDocuments([id, 'nothing'])).toMatchObject([{ _id: id }, null])
  })

  test.each(['elsewhere.production', 'lakeside.other'])('of another place is refused: %s', async (id) => {
    await expect(resource(id).fetch('1')).rejects.toMatchObject({ statusCode: 404 })
    await expect(resource(id).create({ _type: 'lost' })).rejects.toMatchObject({ statusCode: 404 })
    expect(await client.fetch('count(*[_type == "lost"])')).toBe(0)
  })
})

test('a client of another project is refused, whatever it asks', async () => {
  const other = lake.client({ projectId: 'elsewhere' })
  const refusal = {
    statusCode: 404,
    message: expect.stringContaining('There is no project "elsewhere" here; this lake is the project "lakeside".'),
  }
  await expect(other.fetch('1')).rejects.toMatchObject(refusal)
  await expect(other.create({ _type: 'lost' })).rejects.toMatchObject(refusal)
  await expect(other.users.getById('me')).rejects.toMatchObject(refusal)
})

test('documents keep the dates they come with, and dates that are none are refused', async () => {
  const dates = { _createdAt: '2017-01-02T03:04:05Z', _updatedAt: '2018-01-02T03:04:05Z' }
  expect(await client.create({ _id: 'old', _type: 'note', ...dates })).toMatchObject(dates)
  const edited = await client.action({
    actionType: 'sanity.action.document.edit',
    draftId: 'drafts.old',
    publishedId: 'old',
    patch: { set: { label: 'new' } },
  })
  const draft = await client.getDocument('drafts.old')
  expect(draft).toMatchObject({ _createdAt: dates._createdAt, _rev: edited.transactionId })
  expect(Date.parse(String(draft?._updatedAt))).toBeGreaterThan(Date.parse('2020-01-01'))
  await expect(client.create({ _type: 'note', _createdAt: 'yesterday' })).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringContaining('mutations[0].create._createdAt: must be an instant'),
  })
})

describe('the check of origins', () => {
  const check = (origin?: string) => fetch(at('/check/cors'), origin === undefined ? {} : { headers: { origin } })

  test.each([
    ['the lake itself', undefined, { allowed: true, withCredentials: true }, null],
    ['an allowed origin', allowed, { allowed: true, withCredentials: true }, allowed],
    ['another origin', 'https://elsewhere.example', { allowed: false, withCredentials: false }, '*'],
    ['a sandboxed page', 'null', { allowed: false, withCredentials: false }, '*'],
  ])('answers everybody, and so that the page can read it: %s', async (_, origin, result, readable) => {
    const answer = await check(origin)
    expect([answer.status, await answer.json(), answer.headers.get('access-control-allow-origin')]).toEqual([
      200,
      { result },
      readable,
    ])
  })

  test('tells the real client why it hears nothing', async () => {
    /** What a browser does for a page of another origin: it hides every answer that does not allow the page. */
    const browser: typeof fetch = async (input, init) => {
      const answer = await fetch(input, {
        ...init,
        headers: { ...Object.fromEntries(new Headers(init?.headers)), origin: 'https://elsewhere.example' },
      })
      if (answer.headers.has('access-control-allow-origin')) return answer
      await answer.body?.cancel()
      throw new TypeError('Failed to fetch')
    }
    const page = lake.stranger({ resolveFetch: () => browser })
    const reason: unknown = await firstValueFrom(page.live.events()).catch((error: unknown) => error)
    expect(reason).toBeInstanceOf(CorsOriginError)
  })
})

test('options of the list of projects are followed', async () => {
  const [whole] = await client.projects.list()
  expect(whole).toMatchObject({ id: 'lakeside', members: expect.any(Array), features: expect.any(Array) })
  const [short] = await client.projects.list({ includeMembers: false, includeFeatures: false })
  expect(short).toMatchObject({ id: 'lakeside' })
  expect(Object.keys(short ?? {})).not.toEqual(expect.arrayContaining(['members']))
  expect(Object.keys(short ?? {})).not.toEqual(expect.arrayContaining(['features']))
  expect(await client.projects.list({ organizationId: 'somebody' })).toEqual([])
  await expect(client.request({ url: '/projects', query: { includeMembers: 'perhaps' } })).rejects.toMatchObject({
    statusCode: 400,
  })
})

test('users who are not here are not made up, and those who are can be listed', async () => {
  const me = await client.users.getById('me')
  expect(await client.users.getById(me.id)).toMatchObject({ id: me.id, displayName: me.name, isCurrentUser: true })
  await expect(client.users.getById('nobody')).rejects.toMatchObject({
    statusCode: 404,
    message: expect.stringContaining('nobody'),
  })
  expect(await client.request({ url: `/users/${me.id},nobody` })).toMatchObject([{ id: me.id }])
  expect(await client.request({ url: '/users/nobody,noone' })).toEqual([])
  expect(await client.users.getById('lake')).toMatchObject({ displayName: 'Lakeside' }) // signs due work whose author is gone

  await lake.lake.obey({ command: 'user-add', name: '林岸', role: 'administrator' })
  await lake.lake.obey({ command: 'user-add', name: '池岸', role: 'viewer' })
  const list = (query: Record<string, string>) =>
    client.request<{ data: { sanityUserId: string }[]; totalCount: number; nextCursor: string | null }>({
      url: '/access/project/lakeside/users',
      query,
    })
  const all = await list({ limit: '100' })
  expect(all).toMatchObject({ totalCount: all.data.length, nextCursor: null })
  expect(all.data).toContainEqual({
    sanityUserId: expect.any(String),
    profile: expect.objectContaining({
      displayName: '池岸',
      email: expect.stringContaining('@'),
      isCurrentUser: false,
    }),
    memberships: [expect.objectContaining({ resourceType: 'project', resourceId: 'lakeside', roleNames: ['viewer'] })],
  })
  const first = await list({ limit: '1' })
  expect(first.data).toEqual(all.data.slice(0, 1))
  expect((await list({ limit: '100', nextCursor: String(first.nextCursor) })).data).toEqual(all.data.slice(1))
  expect(await client.request({ url: `/access/project/lakeside/users/${all.data[0]?.sanityUserId}` })).toEqual(
    all.data[0],
  )
  await expect(client.request({ url: '/access/project/lakeside/users/nobody' })).rejects.toMatchObject({
    statusCode: 404,
  })
  await expect(client.request({ url: '/access/project/elsewhere/users' })).rejects.toMatchObject({ statusCode: 404 })
})

describe('what only the hosted service has', () => {
  const library = () => lake.client({ resource: { type: 'media-library', id: 'ml1' } })
  test.each<[string, () => Promise<unknown>, RegExp]>([
    ['agent actions', () => client.agent.action.prompt({ instruction: 'x' }), /no agent actions/],
    ['a media library', () => library().fetch('*'), /no media library/],
    ['files in a media library', () => library().assets.upload('file', Buffer.from('x')), /no media library/],
    ['functions', () => client.request({ method: 'POST', url: '/functions/f1/invoke' }), /no functions/],
    ['comments', () => client.request({ url: '/collaboration/comments/query', query: { query: '*' } }), /no comments/],
    ['a new dataset', () => client.datasets.create('second'), /one dataset/],
    ['another mode of the dataset', () => client.datasets.edit('production', { aclMode: 'public' }), /one dataset/],
    ['no dataset', () => client.datasets.delete('production'), /one dataset/],
    ['embeddings', () => client.datasets.editEmbeddingsSettings('production', { enabled: true }), /no embeddings/],
    ['canvases', () => lake.client({ resource: { type: 'canvas', id: 'c1' } }).fetch('*'), /no canvases/],
    ['webhooks', () => client.request({ url: '/hooks/projects/lakeside' }), /no webhooks/],
  ])('is refused by a sentence that names it: %s', async (_, ask, sentence) => {
    await expect(ask()).rejects.toMatchObject({ statusCode: 501, message: expect.stringMatching(sentence) })
  })

  test('is not told to strangers, and what nobody has is still nowhere', async () => {
    expect((await fetch(at('/agent/action/prompt/production'), { method: 'POST' })).status).toBe(401)
    await expect(client.request({ url: '/nothing/here' })).rejects.toMatchObject({ statusCode: 404 })
    await expect(client.request({ url: '/datasets/production' })).rejects.toMatchObject({ statusCode: 404 })
  })
})
