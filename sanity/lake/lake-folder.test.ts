import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdFolder } from './lake-folder.ts'
import { openLake } from './lake.ts'

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
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
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

test('a lake of a newer version is refused, and the folder given back', async () => {
  const options = { folder, projectId: 'p', dataset: 'd', basePath: '/lake', publicUrl: 'http://localhost', trustedProxies: [] }
  await (await openLake(options)).close()
  const file = new DatabaseSync(join(folder, 'lake.sqlite'))
  file.exec("update meta set value = '999' where key = 'version'")
  file.close()
  await expect(openLake(options)).rejects.toMatchObject({ name: 'LakeFolderError', message: expect.stringContaining('newer') })
  holdFolder(folder).release()
})
