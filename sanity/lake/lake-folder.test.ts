import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { markUnfinished } from './backup/unfinished.ts'
import { holdFolder } from './lake-folder.ts'
import { openLake } from './lake.ts'
import { openTestLake } from './testing.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lakeside-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a folder is held by one, and given back', () => {
  const held = holdFolder(folder)
  expect(() => holdFolder(folder)).toThrow(`The data folder ${folder} is in use by another process.`)
  held.release()
  holdFolder(folder).release()
})

test('the lock of a process that is killed is gone with it', async () => {
  const program = `
    const { holdFolder } = await import(${JSON.stringify(new URL('./lake-folder.ts', import.meta.url).href)})
    holdFolder(${JSON.stringify(folder)})
    process.stdout.write('held')
    setInterval(() => {}, 1000)
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  await new Promise((resolve) => child.stdout.on('data', resolve))
  expect(() => holdFolder(folder)).toThrow('in use by another process')
  child.kill('SIGKILL')
  await ended
  holdFolder(folder).release()
})

test('a folder that can not be written says so in one sentence', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  expect(() => holdFolder(file)).toThrow(`The data folder ${file} can't be written: there is a file of that name.`)
  const inside = join(file, 'inside')
  expect(() => holdFolder(inside)).toThrow(`The data folder ${inside} can't be written: a part of the path is a file.`)
})

test.runIf(process.platform === 'linux')('a place where no folder can be made ends with a sentence', () => {
  for (const place of ['/proc/nothing', '/proc/nothing/deeper'])
    expect(() => holdFolder(place)).toThrow(
      `The data folder ${place} can't be written: no folder can be made at this place.`,
    )
})

/** What a lake leaves: documents, a file, and the folder itself, closed. */
let left: string
beforeAll(async () => {
  left = await mkdtemp(join(tmpdir(), 'lakeside-'))
  const lake = await openTestLake({ folder: left })
  await lake.client().create({ _id: 'a', _type: 'note', text: 'x'.repeat(20_000) })
  await lake.client().assets.upload('file', Buffer.from('a file'), { filename: 'a.txt' })
  await lake.stop()
})
afterAll(() => rm(left, { recursive: true, force: true }))

const options = () => ({
  folder,
  projectId: 'p',
  dataset: 'd',
  basePath: '/lake',
  publicUrl: 'http://localhost',
  trustedProxies: [],
})
const database = () => join(folder, 'lake.sqlite')

test.each<[string, (file: string) => void, RegExp]>([
  [
    'missing',
    (file) => rmSync(file),
    /is missing, but other files of a lake are there\. Put the data folder back from a backup\. To begin with an empty lake, empty the folder\.$/,
  ],
  ['empty', (file) => truncateSync(file), /is empty: its content was lost\. Put the data folder back from a backup\./],
  [
    'cut off',
    (file) => truncateSync(file, 3 * 4096),
    /is damaged: .*malformed\. Put the data folder back from a backup\.$/,
  ],
  [
    'a folder',
    (file) => {
      rmSync(file)
      mkdirSync(file)
    },
    /is not a file\./,
  ],
  [
    'another database',
    (file) => {
      rmSync(file)
      new DatabaseSync(file).exec('create table t (x)')
    },
    /is not a lake: the tables of a lake are missing\./,
  ],
  [
    'no database',
    (file) => writeFileSync(file, 'no database, but long enough to be read as one'.repeat(100)),
    /is not a lake: it is no SQLite database\./,
  ],
  [
    'with a document that is no JSON',
    (file) => {
      new DatabaseSync(file).exec(`update documents set json = '{"_id":' where id = 'a'`)
    },
    /is damaged: the document "a" is no JSON\. Put the data folder back from a backup\.$/,
  ],
  [
    'with a file’s document that is no JSON',
    (file) => {
      new DatabaseSync(file).exec(`update documents set json = '{' where type = 'sanity.fileAsset'`)
    },
    /is damaged: the document "file-.*" is no JSON\./,
  ],
  [
    'with a record that is no JSON',
    (file) => {
      new DatabaseSync(file).exec(`update records set value = '{' where kind = 'account'`)
    },
    /is damaged: a record \(account\) is no JSON\./,
  ],
])('a lake whose database is %s is refused in one sentence and left as it is', async (_, damage, words) => {
  cpSync(left, folder, { recursive: true })
  damage(database())
  const before = readdirSync(folder).filter((name) => !/-(?:wal|shm)$/.test(name))
  const size = statSync(database(), { throwIfNoEntry: false })?.size
  await expect(openLake(options())).rejects.toMatchObject({
    name: 'LakeFolderError',
    message: expect.stringMatching(words),
  })
  expect(readdirSync(folder).filter((name) => !/-(?:wal|shm)$/.test(name))).toEqual(before)
  expect(statSync(database(), { throwIfNoEntry: false })?.size).toBe(size)
  holdFolderOrRefuse()
})

/** The lock was given back: whatever else is wrong, the folder is not in use. */
function holdFolderOrRefuse(): void {
  try {
    holdFolder(folder).release()
  } catch (error) {
    expect(String(error)).not.toContain('in use')
  }
}

test('writes that were not yet taken into a database that is gone are no new lake', async () => {
  writeFileSync(join(folder, 'lake.sqlite-wal'), 'something')
  await expect(openLake(options())).rejects.toThrow('is missing, but other files of a lake are there')
})

test('what a start left that was cut off before there was a lake is in nobody’s way', async () => {
  mkdirSync(join(folder, 'assets', 'incoming'), { recursive: true })
  for (const name of [
    'lake.sqlite.new',
    'lake.sqlite.new-journal',
    'lake.sqlite-wal',
    'lake.lock.sqlite',
    'assets/incoming/half',
  ])
    writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'lake.sqlite.new'), 'half')
  const lake = await openLake(options())
  expect([lake.seq, readdirSync(folder).filter((name) => name.includes('.new'))]).toEqual([0, []])
  await lake.close()
})

test('half a backup is refused', () => {
  markUnfinished(folder)
  expect(() => holdFolder(folder)).toThrow(
    `The data folder ${folder} is half a backup: the backup was cut off. Use another backup.`,
  )
})

test('a lake of a newer version is refused, and the folder given back', async () => {
  await (await openLake(options())).close()
  const file = new DatabaseSync(join(folder, 'lake.sqlite'))
  file.exec("update meta set value = '999' where key = 'version'")
  file.close()
  await expect(openLake(options())).rejects.toMatchObject({
    name: 'LakeFolderError',
    message: expect.stringContaining('newer'),
  })
  holdFolder(folder).release()
})
