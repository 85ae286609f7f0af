import { writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { databasePath } from './database.ts'
import { openEngine } from './engine.ts'
import { makeFolder, openTestEngine } from './testing.ts'
import { LakeFileError } from './types.ts'

const identity = 'tester'

test('a slow query is stopped, and neither its lane nor the other one stays shut', { timeout: 60_000 }, async () => {
  const { engine, end } = await openTestEngine({ queryTimeout: 2000 })
  await engine.commit({
    mutations: Array.from({ length: 80 }, (_, n) => ({ create: { _id: `d${n}`, _type: 't', n } })),
    identity,
  })
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
  await expect(openEngine({ folder })).rejects.toThrow(
    /^The lake in .* was made by a newer Lakeside \(version 99, .*\)\.$/,
  )
  await writeFile(databasePath(folder), 'no database, but long enough to be read as one'.repeat(100))
  await expect(openEngine({ folder })).rejects.toThrow(/is not a lake/)
  await remove()
})

/** Runs `work` and answers the workers that it started, in their order: the writer first, then the readers. */
async function workersOf<T>(work: () => Promise<T>): Promise<{ result: T; workers: Worker[] }> {
  const workers: Worker[] = []
  const note = (worker: Worker) => void workers.push(worker)
  process.on('worker', note)
  const result = await work()
  process.off('worker', note)
  return { result, workers }
}

test('readers that die are replaced, and the answers are right', { timeout: 60_000 }, async () => {
  const failures: string[] = []
  const { result, workers } = await workersOf(() =>
    openTestEngine({
      onError: (error) => failures.push(error.message),
      onWriterLost: () => failures.push('writer lost'),
    }),
  )
  const { engine, end } = result
  await engine.commit({ mutations: [{ create: { _id: 'a', _type: 't' } }], identity })
  // The writer, the site's questions and the records; what people send is worked on in processes.
  expect(workers).toHaveLength(3)
  await Promise.all(workers.slice(1).map((worker) => worker.terminate()))
  await engine.commit({ mutations: [{ create: { _id: 'b', _type: 't' } }], identity })
  for (const lane of ['site', 'studio'] as const) {
    expect((await engine.query({ query: '*._id', params: {}, perspective: 'raw', lane })).result).toEqual(['a', 'b'])
  }
  expect(await engine.documents(['b'])).toMatchObject([{ _id: 'b' }])
  expect(failures).toEqual(Array.from({ length: 2 }, () => expect.stringContaining('ended unexpectedly')))
  await end()
})

test(
  'a writer that dies is told of once; nothing is written any more, and what was written is there',
  { timeout: 60_000 },
  async () => {
    const lost: string[] = []
    const { folder, remove } = await makeFolder()
    const { result: engine, workers } = await workersOf(() =>
      openEngine({ folder, onWriterLost: (error) => lost.push(error.message) }),
    )
    await engine.commit({ mutations: [{ create: { _id: 'a', _type: 't' } }], identity })
    await workers[0]?.terminate()
    const write = () => engine.commit({ mutations: [{ create: { _id: 'b', _type: 't' } }], identity })
    await expect(write()).rejects.toThrow('ended unexpectedly')
    await expect(write()).rejects.toThrow('ended unexpectedly')
    expect(lost).toHaveLength(1)
    await engine.close()
    const second = await openEngine({ folder })
    expect((await second.query({ query: '*._id', params: {}, perspective: 'raw', lane: 'site' })).result).toEqual(['a'])
    await second.close()
    await remove()
  },
)
