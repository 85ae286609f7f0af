import { randomUUID } from 'node:crypto'
import { ChannelError, ClientError, type SanityClient } from '@sanity/client'
import { stegaClean } from '@sanity/client/stega'
import { firstValueFrom } from 'rxjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLake, type TestLake } from './testing.ts'

// What the client's own integration suite asks of the hosted lake, asked of this one, with the version of the API that it asks for. Left out is what no lake
// on one machine has: the media library and agent actions.

let lake: TestLake
let client: SanityClient
beforeAll(async () => {
  lake = await openTestLake()
  client = lake.client({ apiVersion: '2024-08-01', useCdn: false })
})
afterAll(() => lake.close())

/** A document of its own for each test: they share the lake. */
async function note(fields: Record<string, unknown> = {}): Promise<string> {
  const _id = `note-${randomUUID()}`
  expect(await client.create({ _id, _type: 'note', ...fields })).toMatchObject({ _id, _type: 'note', ...fields })
  return _id
}

test('who asks, the project and its dataset are named', async () => {
  const me = await client.users.getById('me')
  expect(me).toMatchObject({ id: expect.stringMatching(/./), name: expect.any(String) })
  expect((await client.projects.list()).map(({ id }) => id)).toEqual(['lakeside'])
  expect(await client.projects.getById('lakeside')).toMatchObject({ id: 'lakeside', displayName: expect.any(String) })
  expect((await client.datasets.list()).map(({ name }) => name)).toEqual(['production'])
  expect(await client.datasets.getEmbeddingsSettings('production')).toMatchObject({ enabled: false })
})

test('a document is made, read, changed in a transaction, and gone when it is deleted', async () => {
  const id = await note({ label: 'before', count: 1 })
  const done = await client
    .transaction()
    .patch(id, (patch) => patch.set({ label: 'after' }).inc({ count: 2 }))
    .commit()
  expect(done).toMatchObject({ transactionId: expect.any(String), documentIds: [id] })
  expect(await client.getDocument(id)).toMatchObject({ _id: id, label: 'after', count: 3 })
  await client.delete(id)
  expect(await client.getDocument(id)).toBeUndefined()
  await client.delete(id)
})

test('a question is answered, a wrong one refused with its place, an aborted one never', async () => {
  const id = await note({ label: 'asked for' })
  expect(await client.fetch('*[_id == $id][0]{_id, label}', { id })).toEqual({ _id: id, label: 'asked for' })
  await expect(client.fetch('*[_type == ')).rejects.toMatchObject({
    statusCode: 400,
    details: {
      type: 'queryParseError',
      query: '*[_type == ',
      description: 'unexpected end-of-file, expected expression',
      start: 10,
      end: 11,
    },
  })
  expect(await client.fetch('[sanity::projectId(), sanity::dataset()]')).toEqual(['lakeside', 'production'])
  await expect(client.fetch('*[geo::contains(a, b)]')).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringContaining('geo::contains()'),
  })
  await expect(client.fetch('*', {}, { perspective: ['rAbc'] })).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringContaining('Complex perspectives are not supported'),
  })
  await expect(client.fetch('*', {}, { variant: 'spring' })).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringContaining('variant'),
  })
  await expect(client.fetch('*[0]', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
})

test('an answer says where its words stand, and a stega client hides that in them', async () => {
  const id = await note({ label: 'shown', items: [{ _key: 'a', label: 'first' }] })
  const answer = await client.fetch<unknown>(
    '*[_id == $id][0]',
    { id },
    { filterResponse: false, resultSourceMap: 'withKeyArraySelector' },
  )
  expect(answer.resultSourceMap?.documents).toContainEqual(expect.objectContaining({ _id: id, _type: 'note' }))
  const stega = client.withConfig({ stega: { enabled: true, studioUrl: 'http://127.0.0.1/studio' } })
  const { label } = await stega.fetch<{ label: string }>('*[_id == $id][0]{label}', { id })
  expect(label.length).toBeGreaterThan('shown'.length)
  expect(label.startsWith('shown')).toBe(true)
  expect(stegaClean(label)).toBe('shown')
})

test('listeners and live events are welcomed; a listener to no query is told so', async () => {
  expect(await firstValueFrom(client.listen('*[_type == "note"]', {}, { events: ['welcome'] }))).toMatchObject({
    type: 'welcome',
  })
  expect(await firstValueFrom(client.live.events())).toMatchObject({ type: 'welcome' })
  const error: unknown = await firstValueFrom(client.listen('*[_type == ')).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ChannelError)
  expect(error).toMatchObject({ message: expect.stringContaining('GROQ query parse error') })
})

test('a release is made, renamed, scheduled, put away, taken out again, published and deleted', async () => {
  const releaseId = `r${randomUUID().slice(0, 8)}`
  const publishedId = `note-${randomUUID()}`
  const release = () => client.releases.get({ releaseId })
  expect(await client.releases.create({ releaseId, metadata: { releaseType: 'asap', title: 'spring' } })).toMatchObject(
    { releaseId, transactionId: expect.any(String) },
  )
  expect(await release()).toMatchObject({
    _id: `_.releases.${releaseId}`,
    _type: 'system.release',
    state: 'active',
    metadata: { releaseType: 'asap', title: 'spring' },
  })
  await client.releases.edit({ releaseId, patch: { set: { 'metadata.title': 'summer' } } })
  expect((await release())?.metadata.title).toBe('summer')
  await client.releases.schedule({ releaseId, publishAt: new Date(Date.now() + 3_600_000).toISOString() })
  expect((await release())?.state).toBe('scheduled')
  await client.releases.unschedule({ releaseId })
  expect((await release())?.state).toBe('active')
  await client.releases.archive({ releaseId })
  expect((await release())?.state).toBe('archived')
  await client.releases.unarchive({ releaseId })
  expect((await release())?.state).toBe('active')

  const versionId = `versions.${releaseId}.${publishedId}`
  await client.createVersion({
    releaseId,
    publishedId,
    document: { _id: versionId, _type: 'note', label: 'out of a release' },
  })
  const documents = await client.withConfig({ perspective: 'raw' }).releases.fetchDocuments({ releaseId })
  expect(documents.result.map(({ _id }) => _id)).toEqual([versionId])
  await client.releases.publish({ releaseId })
  expect((await release())?.state).toBe('published')
  expect(await client.getDocument(publishedId)).toMatchObject({ _id: publishedId, label: 'out of a release' })
  await client.releases.delete({ releaseId })
  expect(await release()).toBeUndefined()
})

test('a patch follows the documented paths, appends, splices, and creates no items', async () => {
  const id = await note({ friends: [{ name: 'mork', age: 40 }, { name: 'mindy' }], roles: ['admin', 'owner', 'guest'] })
  await client.patch(id).set({ 'friends[age == null].name': 'x', 'gone[0].t': 1 }).unset(['roles[1:]']).commit()
  await client.patch(id).append('roles', ['reader']).commit()
  await client.patch(id).splice('roles', 0, 1, ['first', 'second']).commit()
  const document = await client.getDocument(id)
  expect(document).toMatchObject({ friends: [{ name: 'mork' }, { name: 'x' }], roles: ['first', 'second', 'reader'] })
  expect(document).not.toHaveProperty('gone')
})

test('a patch that is too dear or wrong is refused with its reason, and the next one is taken', async () => {
  const id = await note({ list: [1, 2] })
  const refusal = async (operations: object) =>
    client.mutate([{ patch: { id, ...operations } }]).then(
      () => 'taken',
      (error: unknown) => (error instanceof ClientError ? `${error.statusCode} ${error.message}` : String(error)),
    )
  expect(await refusal({ set: { [`a${'.a'.repeat(50_000)}`]: 1 } })).toMatch(
    /^400 mutations\[0\]\.patch\.set: the path "a\.a.* has 100001 characters, 1000 are allowed/,
  )
  expect(await refusal({ unset: ['list['] })).toMatch(
    /^400 mutations\[0\]\.patch\.unset: the path "list\[" can not be read: .* position 5/,
  )
  expect(await client.patch(id).set({ 'list[0:1000000000]': 0 }).commit()).toMatchObject({ list: [0, 0] })
})

test('a number too great for JSON is refused, half a character is replaced, as JSON is read', async () => {
  const id = `note-${randomUUID()}`
  const send = (fields: string) =>
    fetch(`${lake.base}/v2024-08-01/data/mutate/production`, {
      method: 'POST',
      headers: { authorization: `Bearer ${lake.token}`, 'content-type': 'application/json' },
      body: `{"mutations":[{"createOrReplace":{"_id":"${id}","_type":"note",${fields}}}]}`,
    })
  const refused = await send('"count":1e400')
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({
    error: { description: 'mutations[0]: the number at "count" is too great to be stored' },
  })
  expect((await send(String.raw`"label":"a\ud842"`)).status).toBe(200)
  expect(await client.getDocument(id)).toMatchObject({ label: 'a\ufffd' })
})
