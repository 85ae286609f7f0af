import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askRunningLake, controlAddress } from './control.ts'
import { onThisPort, openTestLake } from './testing.ts'

test('a command line asks the running lake for a token and for a link', async () => {
  const lake = await openTestLake()
  const token = await askRunningLake(lake.folder, { command: 'token', role: 'viewer', label: 'report' })
  expect(await lake.client({ token: token ?? '' }).users.getById('me')).toMatchObject({
    name: 'report',
    role: 'viewer',
  })
  const link = await askRunningLake(lake.folder, { command: 'sign-in' })
  expect((await fetch(onThisPort(link ?? '', lake.origin), { redirect: 'manual' })).status).toBe(200)
  await expect(askRunningLake(lake.folder, { command: 'token', role: 'nobody' })).rejects.toMatchObject({
    name: 'RefusedError',
    message: expect.stringContaining('administrator, viewer'),
  })
  expect(statSync(controlAddress(lake.folder)).mode & 0o777).toBe(0o600)
  await lake.close()
})

test('where no lake runs there is no answer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lakeside-'))
  expect(await askRunningLake(folder, { command: 'sign-in' })).toBeUndefined()
  expect(await askRunningLake(join(folder, 'missing'), { command: 'sign-in' })).toBeUndefined()
  await rm(folder, { recursive: true })
})

/** A folder of a socket as a lake of this user makes it in the folder for temporary files, an hour ago. */
function leaveFolder(name: string): string {
  const folder = join(tmpdir(), `lakeside-${process.getuid?.() ?? 0}-${name}`)
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

const anHourAgo = () => new Date(Date.now() - 3_600_000)

test.skipIf(process.platform === 'win32')(
  'sockets that killed processes left are taken away at the next start; what somebody listens on, or has just made, stays',
  async () => {
    const [left, used, young] = ['a', 'b', 'c'].map((letter) =>
      leaveFolder(`${letter}${randomBytes(12).toString('hex').slice(1)}`),
    )
    if (!left || !used || !young) throw new Error('no folders')
    // A socket whose process was killed is a name that nobody answers at.
    const killed = spawn(process.execPath, [
      '--eval',
      `require('node:net').createServer().listen(${JSON.stringify(join(left, 'lake.sock'))}, () => process.kill(process.pid, 'SIGKILL'))`,
    ])
    await once(killed, 'exit')
    expect(readdirSync(left)).toEqual(['lake.sock'])
    const server = createServer().listen(join(used, 'lake.sock'))
    await once(server, 'listening')
    for (const folder of [left, used]) utimesSync(folder, anHourAgo(), anHourAgo())
    const lake = await openTestLake()
    expect([left, used, young].map((folder) => existsSync(folder))).toEqual([false, true, true])
    await lake.close()
    server.close()
    for (const folder of [used, young]) await rm(folder, { recursive: true })
  },
)

test('a folder whose path is too long for a socket has it elsewhere', async () => {
  const outer = await mkdtemp(join(tmpdir(), 'lakeside-'))
  const folder = join(outer, 'a'.repeat(60), 'b'.repeat(60))
  mkdirSync(folder, { recursive: true })
  const lake = await openTestLake({ folder })
  expect(controlAddress(folder).startsWith(tmpdir())).toBe(true)
  expect(controlAddress(folder).length).toBeLessThan(104)
  expect(await askRunningLake(folder, { command: 'sign-in' })).toContain('/sign-in?code=')
  await lake.close()
  await rm(outer, { recursive: true })
})
