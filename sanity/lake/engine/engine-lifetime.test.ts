import { writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { databasePath } from './database.ts'
import { openEngine } from './engine.ts'
import { makeFolder, openTestEngine } from './testing.ts'
import { LakeFileError } from './types.ts'

const identity = 'tester'

test('a slow query is stopped, and neither its lane nor the other one stays shut', { timeout: 60_000 }, async () => {
  const { engine, end } = await openTestEngine({ queryTimeout: 2000 })
  await engine.commit({ mutations: Array.from({ length: 80 }, (_, n) => ({ create: { _id: `d${n}`, _type: 't', n } })), identity })
  const slow = '*[count(*[count(*[count(*[count(*[n != ^.^.^.^.n]) > 0]) > 0]) > 0]) > 0]'
  const ask = (query: string, lane: 'site' | 'studio') => engine.query({ query, params: {}, perspective: 'raw', lane })
  const stopped = ask(slow, 'studio').catch((error: unknown) => error)
  const waiting = ask('count(*)', 'studio')
  expect((await ask('count(*)', 'site')).result).toBe(80)
  expect(await stopped).toMatchObject({ status: 504, detail: { type: 'queryTimeoutError' } })
  expect((await waiting).result).toBe(80)
  await end()
})

test('stop and start keep everything, and nothing is answered afterwards', { timeout: 60_000 }, async () => {
  const { folder, remove } = await makeFolder()
  const first = await openEngine({ folder })
  await first.commit({ mutations: [{ create: { _id: 'a', _type: 't' } }], identity })
  const closing = first.close()
  await expect(first.query({ query: '1', params: {}, perspective: 'raw', lane: 'site' })).rejects.toThrow('closed')
  await closing
  const second = await openEngine({ folder })
  expect(second.seq).toBe(1)
  expect((await second.query({ query: '*._id', params: {}, perspective: 'raw', lane: 'site' })).result).toEqual(['a'])
  expect((await second.commit({ mutations: [{ delete: { id: 'a' } }], identity })).seq).toBe(2)
  await second.close()
  await remove()
})

test('a file of a newer version, or of something else, is refused in one sentence', { timeout: 60_000 }, async () => {
  const { folder, remove } = await makeFolder()
  await (await openEngine({ folder })).close()
  const db = new DatabaseSync(databasePath(folder))
  db.exec("update meta set value = '99' where key = 'version'")
  db.close()
  await expect(openEngine({ folder })).rejects.toThrow(LakeFileError)
  await expect(openEngine({ folder })).rejects.toThrow(/^The lake in .* was made by a newer Lakeside \(version 99, .*\)\.$/)
  await writeFile(databasePath(folder), 'no database, but long enough to be read as one'.repeat(100))
  await expect(openEngine({ folder })).rejects.toThrow(/is not a lake/)
  await remove()
})
