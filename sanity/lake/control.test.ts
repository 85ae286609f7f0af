import { mkdirSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askRunningLake, controlAddress } from './control.ts'
import { onThisPort, openTestLake } from './testing.ts'

test('a command line asks the running lake for a token and for a link', async () => {
  const lake = await openTestLake()
  const token = await askRunningLake(lake.folder, { command: 'token', role: 'viewer', label: 'report' })
  expect(await lake.client({ token: token ?? '' }).users.getById('me')).toMatchObject({ name: 'report', role: 'viewer' })
  const link = await askRunningLake(lake.folder, { command: 'sign-in' })
  expect((await fetch(onThisPort(link ?? '', lake.origin), { redirect: 'manual' })).status).toBe(200)
  await expect(askRunningLake(lake.folder, { command: 'token', role: 'nobody' })).rejects.toMatchObject({ name: 'RefusedError', message: expect.stringContaining('administrator, viewer') })
  expect(statSync(controlAddress(lake.folder)).mode & 0o777).toBe(0o600)
  await lake.close()
})

test('where no lake runs there is no answer', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lakeside-'))
  expect(await askRunningLake(folder, { command: 'sign-in' })).toBeUndefined()
  expect(await askRunningLake(join(folder, 'missing'), { command: 'sign-in' })).toBeUndefined()
  await rm(folder, { recursive: true })
})

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
