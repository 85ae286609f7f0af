import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLake, type TestLake } from './testing.ts'

let now = new Date('2026-03-01T00:00:00Z')
let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake({ now: () => now })
})
afterAll(() => lake.close())

const metadata = { releaseType: 'asap', title: '三月' } as const
const state = async (releaseId: string) => (await lake.client().releases.get({ releaseId }))?.state

test('a release goes through its states, and publishing puts its versions into place', async () => {
  const client = lake.client()
  await client.create({ _id: 'old', _type: 'note', text: 'old' })
  await client.create({ _id: 'ending', _type: 'note' })
  expect(await client.releases.create({ releaseId: 'march', metadata })).toMatchObject({ releaseId: 'march' })
  expect(await client.releases.get({ releaseId: 'march' })).toMatchObject({
    _id: '_.releases.march',
    _type: 'system.release',
    name: 'march',
    state: 'active',
    metadata,
  })
  await client.releases.edit({ releaseId: 'march', patch: { set: { 'metadata.title': '春天' } } })
  expect((await client.releases.get({ releaseId: 'march' }))?.metadata.title).toBe('春天')
  await client.releases.archive({ releaseId: 'march' })
  await expect(client.releases.publish({ releaseId: 'march' })).rejects.toMatchObject({
    statusCode: 409,
    message: expect.stringContaining('"march" is archived'),
  })
  await client.releases.unarchive({ releaseId: 'march' })

  await client.createVersion({
    releaseId: 'march',
    publishedId: 'made',
    document: { _id: 'versions.march.made', _type: 'note', text: 'new' },
  })
  await client.createVersion({ releaseId: 'march', publishedId: 'old', baseId: 'old' })
  await client.patch('versions.march.old').set({ text: 'changed' }).commit()
  await client.unpublishVersion({ releaseId: 'march', publishedId: 'ending' })
  const { result } = await client.releases.fetchDocuments({ releaseId: 'march' })
  expect(result.map(({ _id }) => _id).toSorted()).toEqual([
    'versions.march.ending',
    'versions.march.made',
    'versions.march.old',
  ])

  await client.releases.publish({ releaseId: 'march' })
  expect(await client.getDocuments(['made', 'old', 'ending', 'versions.march.made'])).toMatchObject([
    { text: 'new' },
    { text: 'changed' },
    null,
    null,
  ])
  expect(await client.releases.get({ releaseId: 'march' })).toMatchObject({
    state: 'published',
    publishedAt: now.toISOString(),
  })
  await client.releases.delete({ releaseId: 'march' })
  expect(await client.releases.get({ releaseId: 'march' })).toBeUndefined()
})

test('a scheduled release is published when it is due, also when nobody ran at that time, and signed by who scheduled it', async () => {
  const client = lake.client()
  await client.releases.create({ releaseId: 'later', metadata })
  await client.createVersion({
    releaseId: 'later',
    publishedId: 'late',
    document: { _id: 'versions.later.late', _type: 'note' },
  })
  await client.releases.schedule({ releaseId: 'later', publishAt: '2026-03-02T00:00:00Z' })
  expect(await state('later')).toBe('scheduled')
  await client.releases.unschedule({ releaseId: 'later' })
  expect(await state('later')).toBe('active')
  await client.releases.schedule({ releaseId: 'later', publishAt: '2026-03-03T00:00:00Z' })
  const me = await client.users.getById('me')

  now = new Date('2026-03-02T12:00:00Z')
  lake = await lake.restart()
  expect([await state('later'), await lake.client().getDocument('late')]).toEqual(['scheduled', undefined])
  now = new Date('2026-03-03T00:00:00Z')
  lake = await lake.restart()
  expect([await state('later'), await lake.client().getDocument('late')]).toMatchObject([
    'published',
    { _type: 'note' },
  ])
  const log = await lake.client().request<string>({ url: '/data/history/production/transactions/late' })
  expect(JSON.parse(log)).toMatchObject({ author: me.id })
})
