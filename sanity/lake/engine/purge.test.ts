import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openEngine } from './engine.ts'
import { makeFolder } from './testing.ts'
import type { Engine } from './types.ts'

const SECRET = '王小明 A123456789'
const D = 'sanity.action.document'
let folder: Awaited<ReturnType<typeof makeFolder>>
let engine: Engine
beforeAll(async () => {
  folder = await makeFolder()
  engine = await openEngine({ folder: folder.folder })
}, 60_000)
afterAll(async () => {
  await engine.close()
  await folder.remove()
})

const mutate = (...mutations: unknown[]) => engine.commit({ mutations, identity: 'editor-1' })
const act = (...actions: unknown[]) => engine.commit({ actions, identity: 'owner' })
const purge = (...mutations: unknown[]) => engine.commit({ mutations, identity: 'owner' })

/** Everything that the log can still tell of some ids, as text: the transactions, the commits, and each document at each of them. */
const toldOf = async (...documentIds: string[]) => {
  const log = await engine.transactions({ documentIds })
  const commits = await engine.commitsAfter(0, 1000)
  const revisions = commits.flatMap(({ transactionId, timestamp }) =>
    documentIds.flatMap((id) => [
      engine.documentAt(id, { revision: transactionId }),
      engine.documentAt(id, { time: timestamp }),
    ]),
  )
  const last = documentIds.map((id) => engine.documentAt(id, { last: true }))
  return JSON.stringify([
    log,
    commits.flatMap(({ changes }) => changes.filter(({ documentId }) => documentIds.includes(documentId))),
    await Promise.all([...revisions, ...last]),
  ])
}

describe('deleting a document with its history', () => {
  test('leaves that it was deleted, when and by whom, and nothing of its words', async () => {
    await mutate({ create: { _id: 'pg', _type: 'note', text: SECRET } })
    for (let n = 0; n < 40; n++)
      await mutate(
        { patch: { id: 'pg', set: { n, text: `${SECRET} ${n}` } } },
        { createOrReplace: { _id: 'other', _type: 'note', n } },
      )
    expect(await toldOf('pg')).toContain(SECRET)
    const { transactionId, timestamp, changes } = await purge({ delete: { id: 'pg', purge: true } })
    expect(changes).toMatchObject([{ operation: 'delete', before: { text: `${SECRET} 39` } }])
    expect(await toldOf('pg')).not.toContain(SECRET)
    expect(await engine.transactions({ documentIds: ['pg'] })).toMatchObject([
      { transactionId, timestamp, identity: 'owner', changes: [{ documentId: 'pg', operation: 'delete' }] },
    ])
    // The other document of these transactions keeps its history.
    expect(await engine.transactions({ documentIds: ['other'] })).toHaveLength(40)
    expect(await engine.documentAt('other', { last: true })).toMatchObject({ n: 39 })
    expect(
      (await engine.query({ query: 'count(*[_id == "pg"])', params: {}, perspective: 'raw', lane: 'site' })).result,
    ).toBe(0)
  })

  test('takes what was done to it in the same transaction along, and begins a new history for what comes after', async () => {
    await mutate({ create: { _id: 'again', _type: 'note', text: SECRET } })
    await purge(
      { patch: { id: 'again', set: { text: `${SECRET} again` } } },
      { delete: { id: 'again', purge: true } },
      { create: { _id: 'again', _type: 'note', text: 'new' } },
    )
    await mutate({ patch: { id: 'again', set: { text: 'newer' } } })
    expect(await toldOf('again')).not.toContain(SECRET)
    const [first] = await engine.transactions({ documentIds: ['again'] })
    expect(await engine.documentAt('again', { revision: first?.transactionId ?? '' })).toMatchObject({ text: 'new' })
    expect(await engine.documentAt('again', { last: true })).toMatchObject({ text: 'newer' })
  })

  test('takes the drafts and versions along that are gone; one that is still there is a document of its own', async () => {
    await act(
      { actionType: 'sanity.action.release.create', releaseId: 'r' },
      { actionType: 'sanity.action.release.create', releaseId: 'open' },
    )
    await mutate({ create: { _id: 'drafts.group', _type: 'note', text: SECRET } })
    await act({ actionType: `${D}.publish`, draftId: 'drafts.group', publishedId: 'group' })
    await act({
      actionType: `${D}.version.create`,
      publishedId: 'group',
      baseId: 'group',
      versionId: 'versions.r.group',
    })
    await act({ actionType: 'sanity.action.release.publish', releaseId: 'r' })
    await mutate(
      { create: { _id: 'versions.open.group', _type: 'note', text: 'still planned' } },
      { create: { _id: 'drafts.group', _type: 'note', text: SECRET } },
    )
    await mutate({ create: { _id: 'drafts.group2', _type: 'note', text: 'another' } })
    await act({ actionType: `${D}.delete`, publishedId: 'group', includeDrafts: ['drafts.group'], purge: true })
    expect(await toldOf('group', 'drafts.group', 'versions.r.group')).not.toContain(SECRET)
    expect(await engine.documentAt('versions.open.group', { last: true })).toMatchObject({ text: 'still planned' })
    expect(await engine.documentAt('drafts.group2', { last: true })).toMatchObject({ text: 'another' })
  })

  test('works for what was deleted before, and for a draft by itself', async () => {
    await mutate(
      { create: { _id: 'late', _type: 'note', text: SECRET } },
      { create: { _id: 'drafts.own', _type: 'note', text: SECRET } },
      { create: { _id: 'own', _type: 'note', text: 'public' } },
    )
    await mutate({ delete: { id: 'late' } })
    await purge({ delete: { id: 'late', purge: true } })
    await act({ actionType: `${D}.version.discard`, versionId: 'drafts.own', purge: true })
    expect(await toldOf('late', 'drafts.own')).not.toContain(SECRET)
    expect(await engine.transactions({ documentIds: ['late'] })).toMatchObject([{ identity: 'owner' }])
    expect(await engine.documentAt('own', { last: true })).toMatchObject({ text: 'public' })
    const before = (await engine.transactions({ documentIds: ['never'] })).length
    await purge({ delete: { id: 'never', purge: true } })
    expect(await engine.transactions({ documentIds: ['never'] })).toHaveLength(before)
  })

  test('works by query, and a dry run or a failed transaction deletes nothing', async () => {
    await mutate({ create: { _id: 'dry', _type: 'secret', text: SECRET } })
    const mutations = [{ delete: { query: '*[_type == "secret"]', purge: true } }]
    await engine.commit({ mutations, identity: 'owner', dryRun: true })
    await expect(
      engine.commit({ mutations: [...mutations, { create: { _id: 'other', _type: 'note' } }], identity: 'owner' }),
    ).rejects.toMatchObject({ status: 409 })
    expect(await toldOf('dry')).toContain(SECRET)
    await engine.commit({ mutations, identity: 'owner' })
    expect(await toldOf('dry')).not.toContain(SECRET)
  })

  test('marks its commit, so that no stream goes on over it as if nothing were missing', async () => {
    const marked = (await engine.commitsAfter(0, 1000)).filter(({ purged }) => purged).map(({ seq }) => seq)
    await mutate({ create: { _id: 'marked', _type: 'note' } })
    const { seq } = await purge({ delete: { id: 'marked', purge: true } })
    expect((await engine.commitsAfter(0, 1000)).filter(({ purged }) => purged).map((commit) => commit.seq)).toEqual([
      ...marked,
      seq,
    ])
  })

  test('leaves no byte of its words in the file', async () => {
    await engine.close()
    const db = new DatabaseSync(join(folder.folder, 'lake.sqlite'))
    db.exec('pragma wal_checkpoint(truncate)')
    db.close()
    const bytes = await readFile(join(folder.folder, 'lake.sqlite'))
    expect(bytes.includes('still planned')).toBe(true)
    expect(bytes.includes(SECRET)).toBe(false)
    engine = await openEngine({ folder: folder.folder })
  })
})
