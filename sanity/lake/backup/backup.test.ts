import { mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cookieOf, openTestLake, postForm, type TestLake } from '../testing.ts'
import { backUp } from './backup.ts'

let outer: string
let lake: TestLake
beforeEach(async () => {
  outer = await mkdtemp(join(tmpdir(), 'lakeside-'))
  lake = await openTestLake({ folder: join(outer, 'data'), publicUrl: 'http://lake.example' }) // else the cookie's name would follow the port
})
afterEach(async () => {
  await lake.stop()
  await rm(outer, { recursive: true, force: true })
})

const owner = 'lakeside/production'
const backUpInto = (target: string) => backUp({ folder: lake.folder, target, owner })

test('a backup under writes holds every write that was answered before it, with history, people, tokens and files; what is restored goes on', async () => {
  const password = await lake.lake.obey({ command: 'user-add', name: '林岸', role: 'viewer' })
  const client = lake.client()
  const file = await client.assets.upload('file', Buffer.from('a file'), { filename: 'a.txt' })
  const gone = await client.assets.upload('file', Buffer.from('only history names it'), { filename: 'b.txt' })
  await client.delete(gone._id)
  await client.create({ _id: 'note', _type: 'note', text: 'first' })
  await client.patch('note').set({ text: 'second' }).commit()

  const answered: string[] = []
  const over = new AbortController()
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let n = 0; !over.signal.aborted; n += 1)
      answered.push((await client.create({ _id: `w-${writer}-${n}`, _type: 'note', text: 'x'.repeat(2_000) }))._id)
  })
  await expect.poll(() => answered.length).toBeGreaterThan(40)
  const before = [...answered]
  const seq = lake.lake.seq
  const target = join(outer, 'backup', 'of today')
  const report = backUpInto(target)
  over.abort()
  await Promise.all(writers)
  expect(report).toMatchObject({ files: 2, missing: [] })
  expect(report.transactions).toBeGreaterThanOrEqual(seq)
  expect(readdirSync(target).toSorted()).toEqual(['assets', 'lake.sqlite'])
  await client.create({ _id: 'afterwards', _type: 'note' })

  const restored = await openTestLake({ folder: target, publicUrl: 'http://lake.example' })
  const there = restored.client({ token: lake.token })
  expect(await there.fetch('count(*[_id in $ids])', { ids: before })).toBe(before.length)
  expect(await there.getDocument('afterwards')).toBeUndefined()
  expect(
    String(await there.request<unknown>({ url: '/data/history/production/transactions/note?excludeContent=true' }))
      .trim()
      .split('\n'),
  ).toHaveLength(2)
  for (const asset of [file, gone])
    expect(await readFile(join(target, 'assets', asset.path.slice(asset.path.lastIndexOf('/') + 1)))).toHaveLength(
      asset.size,
    )
  expect(
    cookieOf(await postForm(`${restored.base}/sign-in`, { name: '林岸', password }, { origin: 'http://lake.example' })),
  ).not.toBe('')
  expect(await there.create({ _id: 'later', _type: 'note' })).toMatchObject({ _id: 'later' })
  await restored.stop()
})

test('a lake that nothing has open is copied as well, twice the same', async () => {
  await lake.client().create({ _id: 'note', _type: 'note' })
  await lake.stop()
  const reports = ['one', 'two'].map((name) => backUpInto(join(outer, name)))
  expect(reports[0]).toEqual(reports[1])
  expect(reports[0]).toMatchObject({ documents: 1, files: 0, missing: [] })
  lake = await openTestLake({ folder: join(outer, 'data') })
})

test('a backup writes over nothing, and not into the folder that it copies', () => {
  const taken = join(outer, 'taken')
  mkdirSync(taken)
  writeFileSync(join(taken, 'diary.txt'), 'dear')
  expect(() => backUpInto(taken)).toThrow(
    `The folder ${taken} is not empty, and a backup writes over nothing. Name a new folder.`,
  )
  expect(readdirSync(taken)).toEqual(['diary.txt'])
  symlinkSync(lake.folder, join(outer, 'link'))
  for (const inside of [lake.folder, join(lake.folder, 'backup'), join(outer, 'link', 'again')])
    expect(() => backUpInto(inside), inside).toThrow('must not be in the data folder')
  expect(() => backUpInto(join(taken, 'diary.txt', 'x'))).toThrow(/can't be written/)
  expect(() => backUp({ folder: taken, target: join(outer, 'new'), owner })).toThrow(
    `There is no lake in ${taken} to make a backup of.`,
  )
  expect(readdirSync(outer)).not.toContain('new')
})

test('a backup that fails says that it is half a one, and no lake starts on it', async () => {
  await lake.client().create({ _id: 'note', _type: 'note', text: 'x'.repeat(20_000) })
  await lake.stop()
  truncateSync(join(lake.folder, 'lake.sqlite'), 3 * 4096)
  const target = join(outer, 'backup')
  expect(() => backUpInto(target)).toThrow(
    /^The backup was not finished: .* What is in .*backup is half a backup: delete it\.$/,
  )
  expect(readdirSync(target)).toContain('unfinished-backup.txt')
  await expect(openTestLake({ folder: target })).rejects.toThrow('is half a backup')
  expect(() => backUpInto(target)).toThrow('there is half a backup')
  rmSync(lake.folder, { recursive: true })
  lake = await openTestLake({ folder: join(outer, 'another') })
})

test('originals that the data folder lacks, or has not whole, are named', async () => {
  const [lost, cut] = await Promise.all(
    ['lost', 'cut off'].map((text) => lake.client().assets.upload('file', Buffer.from(text), { filename: 'a.txt' })),
  )
  const fileOf = (path = '') => join(lake.folder, 'assets', path.slice(path.lastIndexOf('/') + 1))
  rmSync(fileOf(lost?.path))
  writeFileSync(fileOf(cut?.path), 'cut')
  expect(backUpInto(join(outer, 'backup')).missing).toEqual([lost?._id, cut?._id].toSorted())
})
