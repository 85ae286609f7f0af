import { existsSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { expect, test } from 'vitest'
import { databasePath, openForWriting } from './database.ts'
import { keepReserve, releaseReserve } from './reserve.ts'
import { makeFolder } from './testing.ts'

test('a lake keeps some room on its disk, gives it up when its database can’t be opened for want of it, and takes it again', async () => {
  const { folder, remove } = await makeFolder()
  const reserve = `${databasePath(folder)}-reserve`
  openForWriting(folder).close()
  expect(statSync(reserve).size).toBe(256 * 1024)
  // What SQLite says of a file that it can't make is the same, whatever the reason.
  symlinkSync('nowhere', `${databasePath(folder)}-shm`)
  expect(() => openForWriting(folder)).toThrow(/can't be read/)
  expect(existsSync(reserve)).toBe(false)
  rmSync(`${databasePath(folder)}-shm`)
  openForWriting(folder).close()
  expect(statSync(reserve).size).toBe(256 * 1024)
  await remove()
})

test('where there is no room for a reserve there is none, and nothing of it is left', async () => {
  const { folder, remove } = await makeFolder()
  const database = databasePath(folder)
  expect(releaseReserve(database)).toBe(false)
  symlinkSync('nowhere', `${database}-reserve`)
  keepReserve(database)
  expect(readdirSync(folder)).toEqual([])
  await remove()
})
