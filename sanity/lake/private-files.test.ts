import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolders, makePrivate } from './private-files.ts'
import { openTestLake } from './testing.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lakeside-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const modeOf = (path: string) => statSync(path).mode & 0o777

/** Everything in the folder that somebody else could use, with its mode. */
const open = (at: string): string[] =>
  [at, ...readdirSync(at, { recursive: true, encoding: 'utf8' }).map((name) => join(at, name))]
    .filter((path) => (modeOf(path) & 0o077) !== 0)
    .map((path) => `${path} ${modeOf(path).toString(8)}`)

/** A data folder as an older version, or an installer, left it. */
function makeOpenFolder(): void {
  for (const inner of ['assets', 'assets/incoming', 'cache', 'cache/images']) mkdirSync(join(folder, inner))
  for (const name of ['lake.lock.sqlite', 'assets/0a.txt', 'cache/images/1b.avif'])
    writeFileSync(join(folder, name), '')
  for (const name of ['.', 'assets', 'assets/incoming', 'cache', 'cache/images']) chmodSync(join(folder, name), 0o755)
  for (const name of ['lake.lock.sqlite', 'assets/0a.txt', 'cache/images/1b.avif']) chmodSync(join(folder, name), 0o644)
}

test.skipIf(process.platform === 'win32')(
  'a folder that others could read, and all that a lake writes into it, are for its own user',
  async () => {
    chmodSync(folder, 0o755)
    const lake = await openTestLake({ folder })
    await lake.client().create({ _type: 'note' })
    const { url } = await lake
      .client()
      .assets.upload(
        'image',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'),
      )
    expect((await fetch(`${url}?w=4&fm=png`)).status).toBe(200)
    expect(readdirSync(join(folder, 'cache', 'images'), { recursive: true }).length).toBeGreaterThan(0)
    expect(open(folder)).toEqual([])
    await lake.stop()
    expect(lake.log.filter(({ level }) => level === 'warn')).toEqual([])
    expect(open(folder)).toEqual([])
  },
)

test.skipIf(process.platform === 'win32')('what an older version left open is closed', () => {
  makeOpenFolder()
  expect(open(folder)).toHaveLength(8)
  expect(makePrivate(folder)).toEqual([])
  expect(open(folder)).toEqual([])
})

test.skipIf(process.platform === 'win32')(
  'a folder with other things in it keeps its mode, and they theirs; that is said',
  () => {
    makeOpenFolder()
    writeFileSync(join(folder, 'diary.txt'), '')
    chmodSync(join(folder, 'diary.txt'), 0o644)
    expect(makePrivate(folder)).toEqual([
      expect.stringContaining(`the permissions of ${folder} (other files are in it) were not changed`),
    ])
    expect(open(folder)).toEqual([`${folder} 755`, `${join(folder, 'diary.txt')} 644`])
  },
)

test('folders are made with those above them, and none where there is one', () => {
  makeFolders(join(folder, 'a', 'b'))
  makeFolders(join(folder, 'a', 'b'))
  expect(modeOf(join(folder, 'a'))).toBe(0o700)
  expect(modeOf(join(folder, 'a', 'b'))).toBe(0o700)
})
