import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestLake, type TestLake } from './testing.ts'

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake()
})
afterAll(() => lake.close())

describe('the real client reads and writes', () => {
  test('create, read, patch, delete', async () => {
    const client = lake.client()
    const made = await client.create({ _id: 'a', _type: 'note', title: '湖' })
    expect(made).toMatchObject({ _id: 'a', _type: 'note', title: '湖' })
    expect(await client.getDocument('a')).toEqual(made)
    const patched = await client.patch('a').set({ title: '畔' }).inc({}).commit()
    expect(patched).toMatchObject({ title: '畔' })
    expect(patched._rev).not.toBe(made._rev)
    expect(await client.fetch('*[_id == $id][0].title', { id: 'a' })).toBe('畔')
    await client.delete('a')
    expect(await client.getDocument('a')).toBeUndefined()
    expect(await client.fetch('*[_id == $id][0]', { id: 'a' })).toBeNull()
  })

  test('a transaction is all or nothing', async () => {
    const client = lake.client()
    const failing = client
      .transaction()
      .create({ _id: 'b', _type: 'note' })
      .patch('missing', { set: { a: 1 } })
    await expect(failing.commit()).rejects.toMatchObject({ statusCode: 409, details: { type: 'mutationError' } })
    expect(await client.getDocument('b')).toBeUndefined()
    const done = await client
      .transaction()
      .create({ _id: 'b', _type: 'note' })
      .create({ _id: 'c', _type: 'note' })
      .commit()
    expect(done.documentIds).toEqual(['b', 'c'])
  })

  test('a question carries its sync tags, a long one goes by POST', async () => {
    const client = lake.client()
    await client.createOrReplace({ _id: 'd', _type: 'note', title: 'x'.repeat(10) })
    const answer = await client.fetch('*[_id == $id][0]{title}', { id: 'd' }, { filterResponse: false })
    expect(answer).toMatchObject({
      result: { title: 'x'.repeat(10) },
      syncTags: [expect.stringMatching(/^s1:[\w-]{11}$/)],
    })
    expect(await client.fetch('$long', { long: 'ä'.repeat(9000) })).toBe('ä'.repeat(9000))
  })

  test('a wrong question says where it is wrong', async () => {
    await expect(lake.client().fetch('*[_type == ')).rejects.toMatchObject({
      statusCode: 400,
      details: { type: 'queryParseError' },
    })
  })

  test('actions: create a draft, edit, publish', async () => {
    const client = lake.client()
    await client.action({
      actionType: 'sanity.action.document.create',
      publishedId: 'e',
      attributes: { _id: 'drafts.e', _type: 'note', title: 'one' },
      ifExists: 'fail',
    })
    await client.action({
      actionType: 'sanity.action.document.edit',
      draftId: 'drafts.e',
      publishedId: 'e',
      patch: { set: { title: 'two' } },
    })
    expect(await client.withConfig({ perspective: 'published' }).fetch('*[_id == "e"][0]')).toBeNull()
    expect(await client.withConfig({ perspective: 'drafts' }).fetch('*[_id == "e"][0].title')).toBe('two')
    await client.action({ actionType: 'sanity.action.document.publish', draftId: 'drafts.e', publishedId: 'e' })
    expect(await client.withConfig({ perspective: 'published' }).fetch('*[_id == "e"][0].title')).toBe('two')
    expect(await client.getDocuments(['e', 'drafts.e'])).toMatchObject([{ _id: 'e' }, null])
  })

  test("actions that can't be done say so as errors of actions, and a transaction that was sent before as one", async () => {
    const client = lake.client()
    const edit = {
      actionType: 'sanity.action.document.edit',
      draftId: 'drafts.nothing',
      publishedId: 'nothing',
      patch: { set: { title: 'x' } },
    } as const
    await expect(client.action(edit)).rejects.toMatchObject({
      statusCode: 409,
      details: { type: 'actionError', items: [{ index: 0, error: { type: 'documentNotFoundError' } }] },
      message: expect.stringContaining('The action(s) failed'),
    })
    await expect(client.action([])).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('No actions provided'),
    })
    const discard = { actionType: 'sanity.action.document.version.discard', versionId: 'drafts.once' } as const
    const create = () => client.mutate([{ create: { _id: 'drafts.once', _type: 'note' } }], { transactionId: 'once' })
    await create()
    for (const again of [create, () => client.action(discard, { transactionId: 'once' })]) {
      await expect(again()).rejects.toMatchObject({
        statusCode: 409,
        details: { type: 'transactionAlreadyExistsError' },
      })
    }
  })

  test('system documents are not among what is published', async () => {
    const client = lake.client()
    await client.releases.create({ releaseId: 'seen' })
    const seen = (perspective: 'raw' | 'published' | 'drafts' | string[]) =>
      client.fetch(
        '[count(*[_type == "system.release"]), count(releases::all()), count(*[_id == "_.releases.seen"])]',
        {},
        { perspective },
      )
    expect([await seen('published'), await seen('drafts'), await seen('raw'), await seen(['seen'])]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [1, 1, 1],
      [1, 1, 1],
    ])
    expect(await client.releases.get({ releaseId: 'seen' })).toMatchObject({
      state: 'active',
      metadata: { releaseType: 'undecided' },
    })
  })

  test('a dry run writes nothing', async () => {
    const client = lake.client()
    const before = lake.lake.seq
    await client.create({ _id: 'dry', _type: 'note' }, { dryRun: true })
    expect(lake.lake.seq).toBe(before)
    expect(await client.getDocument('dry')).toBeUndefined()
  })

  test('what the Studio asks at its start', async () => {
    const client = lake.client()
    expect(await client.users.getById('me')).toMatchObject({ role: 'administrator' })
    expect(await client.projects.getById('lakeside')).toMatchObject({ id: 'lakeside' })
    expect(await client.request({ url: '/projects/lakeside/datasets' })).toMatchObject([{ name: 'production' }])
    expect(await client.request({ url: '/projects/lakeside/datasets/production/acl' })).toMatchObject([
      { filter: '_id in path("**")' },
    ])
    for (const url of [
      '/projects/lakeside/grants',
      '/projects/lakeside/datasets/production/settings/embeddings',
      '/features',
      '/help',
      '/ping',
      '/check/cors',
      '/intake/telemetry-status',
      '/journey/announcements',
      '/auth/id',
    ]) {
      await expect(client.request({ url })).resolves.toBeDefined()
    }
    await client.request({ method: 'PUT', url: '/users/me/keyvalue', body: [{ key: 'k', value: { a: 1 } }] })
    expect(await client.request({ url: '/users/me/keyvalue/k,other' })).toEqual([{ key: 'k', value: { a: 1 } }])
  })

  test('export gives every document as a line', async () => {
    const answer = await fetch(`${lake.base}/v2021-06-07/data/export/production`, {
      headers: { authorization: `Bearer ${lake.token}` },
    })
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(lines).toContainEqual(expect.objectContaining({ _id: 'e', title: 'two' }))
  })

  test('history: transactions, a document as it was, events', async () => {
    const client = lake.client()
    const first = await client.create({ _id: 'drafts.h', _type: 'note', title: 'first' })
    const second = await client.patch('drafts.h').set({ title: 'second' }).commit()
    await client.action({ actionType: 'sanity.action.document.publish', draftId: 'drafts.h', publishedId: 'h' })
    const text = await client.request<string | Buffer>({
      url: '/data/history/production/transactions/drafts.h?excludeContent=true&effectFormat=mendoza',
    })
    const log = String(text)
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(log.slice(0, 2)).toMatchObject([
      { id: first._rev, documentIDs: ['drafts.h'] },
      { id: second._rev, effects: { 'drafts.h': { apply: expect.any(Array) } } },
    ])
    expect(
      await client.request({ url: `/data/history/production/documents/drafts.h?revision=${first._rev}` }),
    ).toMatchObject({ documents: [{ title: 'first' }] })
    expect(
      await client.request({ url: '/data/history/production/documents/drafts.h?lastRevision=true' }),
    ).toMatchObject({ documents: [{ title: 'second' }] })
    const events = await client.request<{ events: Record<string, { type: string }[]> }>({
      url: '/data/history/production/events/documents/drafts.h?limit=100',
    })
    expect(events.events['drafts.h']?.map((event) => event.type)).toEqual([
      'publishDocumentVersion',
      'createDocumentVersion',
    ])

    // What stood last of a document and its draft: a draft that was discarded is not it, one that went together with the document is.
    const last = () =>
      client.request<{ documents: unknown[] }>({
        url: '/data/history/production/documents/h,drafts.h?lastRevision=true',
      })
    await client.create({ _id: 'drafts.h', _type: 'note', title: 'discarded' })
    await client.delete('drafts.h')
    expect(await last()).toMatchObject({ documents: [{ _id: 'h', title: 'second' }] })
    await client.delete('h')
    expect(await last()).toMatchObject({ documents: [{ _id: 'h', title: 'second' }] })
    await client
      .transaction()
      .create({ _id: 'h', _type: 'note', title: 'third' })
      .create({ _id: 'drafts.h', _type: 'note', title: 'fourth' })
      .commit()
    await client.transaction().delete('h').delete('drafts.h').commit()
    expect(await last()).toMatchObject({ documents: [{ title: 'third' }, { title: 'fourth' }] })

    // A draft that was never published stood alone.
    await client.create({ _id: 'drafts.alone', _type: 'note', title: 'never published' })
    await client.delete('drafts.alone')
    expect(
      await client.request({ url: '/data/history/production/documents/alone,drafts.alone?lastRevision=true' }),
    ).toMatchObject({ documents: [{ _id: 'drafts.alone', title: 'never published' }] })
  })
})

test('what was answered is there after a restart, tokens and settings too', async () => {
  const first = await openTestLake()
  await first.client().create({ _id: 'kept', _type: 'note', title: 'still here' })
  const cookie = await first.signIn()
  const second = await first.restart()
  expect(await second.client({ token: first.token }).getDocument('kept')).toMatchObject({ title: 'still here' })
  expect(second.lake.seq).toBe(1)
  expect(cookie).not.toBe('')
  await second.close()
})

test('a folder in use is refused with one sentence', async () => {
  await expect(openTestLake({ folder: lake.folder })).rejects.toMatchObject({
    name: 'LakeFolderError',
    message: expect.stringMatching(/^The data folder .* is in use by another process\.$/),
  })
})
