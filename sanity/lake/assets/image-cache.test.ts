import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ImageCache, imageKey, openImageCache } from './image-cache.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lakeside-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const bytes = (size: number) => async (path: string | null) => {
  if (path === null) return { bytes: Buffer.alloc(size), reason: 'asked for' }
  await writeFile(path, Buffer.alloc(size))
  return null
}
const add = async (cache: ImageCache, name: string, size: number) => {
  const made = await cache.add(key(name), 'webp', bytes(size))
  if ('bytes' in made) throw new Error(made.reason)
  return made
}
const key = (name: string) => imageKey(name, {})
const files = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

test('what was made is found, also by the next process', async () => {
  const cache = await openImageCache(folder, 1000)
  expect(await cache.find(key('a'), 'webp')).toBeNull()
  const made = await cache.add(key('a'), 'webp', bytes(100))
  expect(await cache.find(key('a'), 'webp')).toEqual(made)
  expect(await (await openImageCache(folder, 1000)).find(key('a'), 'webp')).toEqual(made)
})

test('when it is full, what was not used for longest goes', async () => {
  const first = await openImageCache(folder, 1000)
  for (const [name, age] of [
    ['a', 300],
    ['b', 200],
    ['c', 100],
  ] as const) {
    const { path } = await add(first, name, 300)
    const then = Date.now() / 1000 - age
    await utimes(path, then, then)
  }
  const second = await openImageCache(folder, 1000)
  await second.find(key('a'), 'webp')
  await add(second, 'd', 300)
  const kept = await Promise.all(
    ['a', 'b', 'c', 'd'].map(async (name) => (await second.find(key(name), 'webp')) !== null),
  )
  expect(kept).toEqual([true, false, true, true])
})

test('the folder may be emptied at any time', async () => {
  const cache = await openImageCache(folder, 1000)
  const { path } = await add(cache, 'a', 100)
  await rm(path)
  expect(await cache.find(key('a'), 'webp')).toBeNull()
  expect(await cache.add(key('a'), 'webp', bytes(100))).toMatchObject({ path })
})

test('what fails in the making, or was left half made, is not kept', async () => {
  const cache = await openImageCache(folder, 1000)
  await expect(cache.add(key('a'), 'webp', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await writeFile(join(folder, '.half'), 'half')
  await openImageCache(folder, 1000)
  expect(await files()).toEqual([])
})

test("what can't be kept is given back, and is made once", async () => {
  const cache = await openImageCache(folder, 1000)
  await rm(folder, { recursive: true })
  await writeFile(folder, 'no folder any more') // as with a full disk, nothing can be written there
  let times = 0
  const made = await cache.add(key('a'), 'webp', (path) => {
    times += 1
    return bytes(100)(path)
  })
  expect(made).toMatchObject({ bytes: Buffer.alloc(100), reason: expect.stringMatching(/EEXIST|ENOTDIR/) })
  expect(times).toBe(1)
  expect(await cache.find(key('a'), 'webp')).toBeNull()
})
