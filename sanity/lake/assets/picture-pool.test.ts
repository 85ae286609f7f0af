import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { PictureJob } from './picture-job.ts'
import { createPicturePool, type PicturePool } from './picture-pool.ts'

let folder: string
let picture: PictureJob
let slow: PictureJob
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lakeside-'))
  const inspect = async (name: string, bytes: Buffer | string): Promise<PictureJob> => {
    await writeFile(join(folder, name), bytes)
    return { kind: 'inspect', path: join(folder, name), extract: [] }
  }
  picture = await inspect(
    'a.png',
    await sharp({ create: { width: 30, height: 20, channels: 3, background: '#f00' } })
      .png()
      .toBuffer(),
  )
  slow = await inspect(
    'slow.svg',
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><text>${'lol'.repeat(20_000)}</text></svg>`,
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let pool: PicturePool
afterEach(() => pool.close())

const usual = { memory: 1_000_000_000, idle: 60_000 }
const long = { time: 60_000 }
const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a process does one job after the other, and ends when there is none for a while', async () => {
  pool = createPicturePool({ ...usual, idle: 150 })
  expect(await pool.run(picture, long)).toMatchObject({
    kind: 'inspected',
    image: { width: 30, height: 20, format: 'png' },
  })
  const [first = 0] = pool.processes()
  await pool.run(picture, long)
  expect(pool.processes()).toEqual([first])
  await expect.poll(() => pool.processes()).toEqual([])
  expect(isThere(first)).toBe(false)
})

test('a job that takes too long is killed, and fails alone', async () => {
  pool = createPicturePool(usual)
  await pool.run(picture, long)
  const [first = 0] = pool.processes()
  await expect(pool.run(slow, { time: 50 })).rejects.toMatchObject({ reason: 'time' })
  expect(isThere(first)).toBe(false)
  expect(await pool.run(picture, long)).toMatchObject({ kind: 'inspected' })
})

test('so is one that nobody wants any more, one that takes too much memory, and one whose process ends by itself', async () => {
  pool = createPicturePool(usual)
  const left = new AbortController()
  const unwanted = pool.run(slow, { ...long, signal: left.signal })
  left.abort(new Error('left'))
  await expect(unwanted).rejects.toThrow('left')

  const killed = pool.run(slow, long)
  process.kill(pool.processes()[0] ?? 0, 'SIGKILL')
  await expect(killed).rejects.toMatchObject({ reason: 'crash' })

  const small = createPicturePool({ ...usual, memory: 1_000_000 })
  await expect(small.run(slow, long)).rejects.toMatchObject({ reason: 'memory' })
  await small.close()
})

test('closing ends what is underway, and takes nothing more', async () => {
  pool = createPicturePool(usual)
  const underway = pool.run(slow, long)
  const pids = pool.processes()
  await Promise.all([expect(underway).rejects.toMatchObject({ reason: 'closed' }), pool.close()])
  expect(pids.map(isThere)).toEqual([false])
  await expect(pool.run(picture, long)).rejects.toMatchObject({ reason: 'closed' })
})

test('it ends with its parent, also when that is killed', async () => {
  pool = createPicturePool(usual)
  const parent = spawn(process.execPath, [fileURLToPath(new URL('./picture-pool.child.ts', import.meta.url)), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(parent.stdout, 'data')
  const pid = Number(String(said))
  expect(isThere(pid)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => isThere(pid), { timeout: 10_000 }).toBe(false)
})
