import { cp, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { clientFor, expect, test } from './support/test.ts'
import { runToEnd, startProcess } from './support/site-process.ts'

const server = ['server/main.ts'] as const

/** A start that must fail says one sentence, leaves with 1 and shows no stack. */
async function expectRefusal(settings: Record<string, string>, words: RegExp): Promise<void> {
  const { code, errors } = await runToEnd(server, settings)
  expect(errors).toMatch(words)
  expect(errors.trim().split('\n')).toHaveLength(1)
  expect(errors).not.toMatch(/^\s+at /m)
  expect(code).toBe(1)
}

test('a wrong setting stops the start with its name, what was given and what is allowed', async ({ dataFolder }) => {
  await expectRefusal(
    { LAKESIDE_DATA: dataFolder, LAKESIDE_SAMPLE: 'perhaps' },
    /LAKESIDE_SAMPLE is "perhaps"; allowed is on or off/,
  )
})

test('a port in use stops the start with one sentence', async ({ dataFolder }) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  await expectRefusal(
    { LAKESIDE_DATA: dataFolder, PORT: String(address.port) },
    new RegExp(`Port ${address.port} .* is in use`),
  )
  other.close()
})

test('a data folder that is a file stops the start with one sentence', async ({ dataFolder }) => {
  const file = join(dataFolder, 'file')
  await writeFile(file, '')
  await expectRefusal({ LAKESIDE_DATA: file }, /data folder|can't be written/i)
})

test('a data folder in use by another process stops the start with one sentence', async ({ site }) => {
  await expectRefusal({ LAKESIDE_DATA: site.dataFolder }, /in use/)
})

test('a data folder of a newer version stops the start with one sentence', async ({ dataFolder }) => {
  const running = await startProcess({ LAKESIDE_DATA: dataFolder, LAKESIDE_SAMPLE: 'off' })
  await running.stop()
  const file = new DatabaseSync(join(dataFolder, 'lake.sqlite'))
  file.exec("update meta set value = '9999' where key = 'version'")
  file.close()
  await expectRefusal({ LAKESIDE_DATA: dataFolder }, /newer Lakeside/)
})

test('Ctrl-C ends the process cleanly, with open event streams too', async ({ site }) => {
  const heard = new Promise<void>((resolve) => {
    site.client.listen('*', {}, { events: ['welcome'] }).subscribe({ next: () => resolve(), error: () => {} })
  })
  await heard
  expect(await site.stop('SIGINT')).toBe(0)
})

test('a second start on the same folder loads nothing again', async ({ site }) => {
  const revisions = () => site.client.fetch<unknown>('*[!(_id in path("_.**"))] | order(_id) {_id, _rev}')
  const before = await revisions()
  await site.restart()
  expect(site.errors()).not.toContain('loading the sample')
  expect(await revisions()).toEqual(before)
})

test('an answered mutation survives a killed process', async ({ site }) => {
  const written = await site.client.create({
    _id: 'note',
    _type: 'author',
    name: '王湖',
    slug: { _type: 'slug', current: 'wang' },
  })
  await site.restart('SIGKILL')
  expect(await site.client.getDocument('note')).toEqual(written)
})

test('the token command works while the site runs and while it does not', async ({ dataFolder }) => {
  const tokenBefore = await runToEnd(['cli/lake.ts', 'token', '--role', 'viewer'], { LAKESIDE_DATA: dataFolder })
  expect(tokenBefore.code).toBe(0)
  const running = await startProcess({ LAKESIDE_DATA: dataFolder, LAKESIDE_SAMPLE: 'off' })
  const viewer = (await clientFor(dataFolder, `${running.url}/lake`)).withConfig({ token: tokenBefore.out.trim() })
  expect(await viewer.fetch('count(*)')).toBeGreaterThanOrEqual(0)
  await expect(viewer.create({ _type: 'author', name: '不行' })).rejects.toMatchObject({ statusCode: 403 })
  await running.stop()
})

test('a token needs a role, and the command says so', async ({ dataFolder }) => {
  const { code, errors } = await runToEnd(['cli/lake.ts', 'token'], { LAKESIDE_DATA: dataFolder })
  expect(code).toBe(1)
  expect(errors).toContain('--role administrator|editor|marketer|viewer')
})

test('a data folder that does not exist yet is made, with all folders above it', async ({ dataFolder }) => {
  const running = await startProcess({ LAKESIDE_DATA: join(dataFolder, 'deep', 'er'), LAKESIDE_SAMPLE: 'off' })
  expect((await fetch(`${running.url}/zh-TW`)).status).toBe(200)
  await running.stop()
})

test('the site starts from a folder whose name has Han characters, a space and a percent sign', async ({
  dataFolder,
}) => {
  const folder = join(dataFolder, '湖 畔 100%')
  for (const name of [
    'server',
    'sanity',
    'lib',
    'components',
    'app',
    'package.json',
    'next.config.ts',
    'tsconfig.json',
  ])
    await cp(name, join(folder, name), { recursive: true })
  for (const name of ['.next', 'node_modules']) await symlink(join(process.cwd(), name), join(folder, name))
  const running = await startProcess({ LAKESIDE_DATA: join(folder, '.data') }, [join(folder, 'server/main.ts')])
  const answer = await fetch(`${running.url}/zh-TW`)
  expect({ status: answer.status, hasArticles: (await answer.text()).includes('/zh-TW/academy/') }).toEqual({
    status: 200,
    hasArticles: true,
  })
  expect(await running.stop()).toBe(0)
})
