import { createClient } from '@sanity/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cookieOf, openTestLake, postForm, type TestLake } from '../testing.ts'

let clock = new Date('2026-11-24T00:00:00Z')
let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake({
    now: () => clock,
    roles: { marketer: { title: 'Marketer', description: '', writes: '_type in ["banner", "dueWork"]' } },
  })
})
afterAll(() => lake.close())

const due = (documentId: string, at: string) => ({
  _id: `due-publish-${documentId}`,
  _type: 'dueWork',
  kind: 'publish',
  documentId,
  documentType: 'banner',
  at,
})
const stored = () => lake.client().fetch<string[]>('*[_type in ["banner", "dueWork"]]._id | order(@ asc)')

test('what a person has set is done in their name, also when they were removed meanwhile', async () => {
  const password = await lake.lake.obey({ command: 'user-add', name: '走了', role: 'marketer' })
  const cookie = cookieOf(await postForm(`${lake.base}/sign-in`, { name: '走了', password }))
  const theirs = createClient({
    projectId: 'lakeside',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: lake.base,
    useProjectHostname: false,
    useCdn: false,
    headers: { cookie, origin: lake.origin },
  })
  const { id } = await theirs.users.getById('me')
  await theirs
    .transaction()
    .create({ _id: 'drafts.banner-a', _type: 'banner' })
    .create(due('banner-a', '2026-11-24T01:00:00Z'))
    .commit()
  await lake.lake.obey({ command: 'user-remove', name: '走了' })
  clock = new Date('2026-11-24T01:00:00Z')
  await expect.poll(stored, { timeout: 20_000 }).toEqual(['banner-a'])
  const log = String(
    await lake.client().request<unknown>({ url: '/data/history/production/transactions/banner-a?excludeContent=true' }),
  )
  expect(JSON.parse(log)).toMatchObject({ author: id })
})

test('what fell due while nobody ran is done before the first request', async () => {
  await lake
    .client()
    .transaction()
    .create({ _id: 'drafts.banner-b', _type: 'banner' })
    .create(due('banner-b', '2026-11-25T00:00:00Z'))
    .commit()
  // The clock is moved in the very turn in which the lake stops looking at it.
  clock = new Date('2026-11-26T00:00:00Z')
  lake = await lake.restart()
  expect(await stored()).toEqual(['banner-a', 'banner-b'])
})

test('the lake tells the next instant at which it publishes or takes down something, of work and of releases', async () => {
  expect(lake.lake.nextDue()).toBeUndefined()
  await lake
    .client()
    .transaction()
    .create({ _id: 'drafts.banner-c', _type: 'banner' })
    .create(due('banner-c', '2027-01-02T00:00:00Z'))
    .commit()
  expect(lake.lake.nextDue()).toEqual(new Date('2027-01-02T00:00:00Z'))
  const release = async (actions: object[]) =>
    lake.client().request<unknown>({ method: 'POST', url: '/data/actions/production', body: { actions } })
  await release([
    { actionType: 'sanity.action.release.create', releaseId: 'rSoon', metadata: { releaseType: 'scheduled' } },
  ])
  await lake.client().create({ _id: 'versions.rSoon.banner-d', _type: 'banner' })
  await release([
    { actionType: 'sanity.action.release.schedule', releaseId: 'rSoon', publishAt: '2027-01-01T08:00:00+08:00' },
  ])
  expect(lake.lake.nextDue()).toEqual(new Date('2027-01-01T00:00:00Z'))
  await lake.client().delete('due-publish-banner-c')
  await release([{ actionType: 'sanity.action.release.unschedule', releaseId: 'rSoon' }])
  expect(lake.lake.nextDue()).toBeUndefined()
})
