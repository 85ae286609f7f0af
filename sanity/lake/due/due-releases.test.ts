import { afterEach, beforeEach, expect, test } from 'vitest'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { openEngine } from '../engine/engine.ts'
import { makeFolder } from '../engine/testing.ts'
import type { Engine, StoredDocument } from '../engine/types.ts'
import type { LogEntry } from '../log-entry.ts'
import { openDueReleases, type DueReleases } from './due-releases.ts'

const R = 'sanity.action.release'
const DUE = '2026-11-25T00:00:00Z'
let folder: Awaited<ReturnType<typeof makeFolder>>
let engine: Engine
let due: DueReleases
let clock: Date
let log: LogEntry[]

const now = () => clock
const open = async () => {
  engine = await openEngine({ folder: folder.folder, now })
  due = await openDueReleases({ engine, now, log: (entry) => log.push(entry) })
}
const close = async () => {
  await due.close()
  await engine.close()
}
beforeEach(async () => {
  folder = await makeFolder()
  log = []
  clock = new Date('2026-11-24T00:00:00Z')
  await open()
})
afterEach(async () => {
  await close()
  await folder.remove()
})

const release = (kind: string, releaseId: string, more: object = {}) =>
  engine.commit({ actions: [{ actionType: `${R}.${kind}`, releaseId, ...more }], identity: 'admin-1' })
const write = (...mutations: unknown[]) => engine.commit({ mutations, identity: 'admin-1' })
const note = (_id: string, more: object = {}) => ({ create: { _id, _type: 'note', ...more } })
const read = async (id: string): Promise<StoredDocument | undefined> => (await engine.documents([id]))[0] ?? undefined
const stateOf = async (releaseId: string) => (await read(`_.releases.${releaseId}`))?.state

test('only the release that is due is published, whatever name stands in its document', async () => {
  for (const id of ['spring', 'spring2']) {
    await release('create', id)
    await write(note(`versions.${id}.a`, { of: id }))
  }
  await release('schedule', 'spring', { publishAt: DUE })
  // As an older lake could have it: the name was edited, and something that is no release calls itself one.
  await close()
  const db = new DatabaseSync(join(folder.folder, 'lake.sqlite'))
  db.exec(`update documents set json = json_set(json, '$.name', 'spring2') where id = '_.releases.spring'`)
  db.exec(
    `insert into documents select 'fake', type, json_set(json, '$._id', 'fake'), seq, 0 from documents where id = '_.releases.spring'`,
  )
  db.close()
  clock = new Date(DUE)
  await open()
  await due.tick()
  expect([await stateOf('spring'), await stateOf('spring2')]).toEqual(['published', 'active'])
  expect([await read('a'), await read('versions.spring2.a')]).toMatchObject([{ of: 'spring' }, { of: 'spring2' }])
  expect(log).toEqual([])
})

test('one that came in with an import is published when the import has had its time', async () => {
  await release('import', 'brought', {
    attributes: {
      _id: '_.releases.brought',
      _type: 'system.release',
      name: 'brought',
      state: 'scheduled',
      publishAt: '2026-01-01T00:00:00Z',
      metadata: { releaseType: 'scheduled' },
    },
  })
  await due.tick()
  expect(await stateOf('brought')).toBe('scheduled')
  await write(note('versions.brought.b'))
  clock = new Date(clock.getTime() + 3_599_999)
  await due.tick()
  expect(await stateOf('brought')).toBe('scheduled')
  clock = new Date(clock.getTime() + 1)
  await due.tick()
  expect([await stateOf('brought'), await read('b')]).toMatchObject(['published', { _type: 'note' }])
})

test("one that can't be published yet is tried again, and said in the log", async () => {
  await release('create', 'half')
  await write(note('versions.half.c', { to: { _ref: 'd', _strengthenOnPublish: { type: 'note' } } }))
  await release('schedule', 'half', { publishAt: DUE })
  clock = new Date(DUE)
  await due.tick()
  await due.tick()
  expect(await stateOf('half')).toBe('scheduled')
  expect(log).toMatchObject([
    { level: 'error', release: 'half', isTriedAgain: true, error: expect.stringContaining('"d"') },
  ])
  await write(note('d'))
  clock = new Date(clock.getTime() + 1_000)
  await due.tick()
  expect([await stateOf('half'), await read('c')]).toMatchObject(['published', { to: { _ref: 'd' } }])
})
