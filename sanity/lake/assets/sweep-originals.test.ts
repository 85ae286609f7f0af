import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTestEngine } from '../engine/testing.ts'
import { openTestLake } from '../testing.ts'
import { sweepOriginals } from './sweep-originals.ts'

const identity = 'tester'
const now = () => new Date('2026-11-30T00:00:00Z')
const hash = (letter: string) => letter.repeat(40)

test('an original that nothing names is swept after a day; what a document, history or a draft names is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lakeside-'))
  const { engine, end } = await openTestEngine({ now })
  const put = async (name: string, hoursAgo: number) => {
    await writeFile(join(folder, name), name)
    const then = new Date(now().getTime() - hoursAgo * 3_600_000)
    await utimes(join(folder, name), then, then)
    return name
  }
  const old = 25
  const orphans = [await put(`${hash('a')}-8x8.png`, old), await put(`${hash('b')}.pdf`, old)]
  const kept = [
    await put(`${hash('c')}-8x8.png`, old), // has a document
    await put(`${hash('d')}.pdf`, old), // had one
    await put(`${hash('e')}-8x8.png`, old), // a draft refers to it
    await put(`${hash('f')}.pdf`, 23), // may be on its way
    await put('notes.txt', old), // none of ours
    await put(`${hash('a')}-8x8.png.part`, old),
  ]
  const create = (document: { _id: string; _type: string; [field: string]: unknown }) =>
    engine.commit({ mutations: [{ create: document }], identity })
  await create({ _id: `image-${hash('c')}-8x8-png`, _type: 'sanity.imageAsset' })
  await create({ _id: `file-${hash('d')}-pdf`, _type: 'sanity.fileAsset' })
  await engine.commit({ mutations: [{ delete: { id: `file-${hash('d')}-pdf` } }], identity })
  await create({
    _id: 'drafts.article',
    _type: 'article',
    picture: { asset: { _ref: `image-${hash('e')}-8x8-png`, _weak: true } },
  })
  expect((await sweepOriginals({ folder, engine, now })).toSorted()).toEqual(orphans.toSorted())
  expect((await readdir(folder)).toSorted()).toEqual(kept.toSorted())
  await end()
  await rm(folder, { recursive: true })
})

test('a lake sweeps when it is opened, and says so', async () => {
  let lake = await openTestLake()
  const { _id } = await lake.client().assets.upload('file', Buffer.from('a file'), { filename: 'a.txt' })
  const orphan = `${hash('a')}.txt`
  const assets = join(lake.folder, 'assets')
  await writeFile(join(assets, orphan), 'left')
  for (const name of await readdir(assets)) await utimes(join(assets, name), 0, 0)
  lake = await lake.restart()
  expect(lake.log).toContainEqual(expect.objectContaining({ level: 'info', files: [orphan] }))
  expect((await readdir(assets)).filter((name) => name !== 'incoming')).toEqual([`${_id.split('-')[1]}.txt`])
  await lake.close()
})
