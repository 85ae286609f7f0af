import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const start = (...kind: string[]) =>
  spawn(process.execPath, [fileURLToPath(new URL('./process.child.ts', import.meta.url)), ...kind], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })

test.each(['rejection', 'exception'])(
  'an error that reaches nobody (%s) ends the process with 1 and one line',
  async (kind) => {
    const child = start(kind)
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    const [code] = await once(child, 'close')
    expect(code).toBe(1)
    expect(errors.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(errors)).toMatchObject({
      level: 'error',
      error: expect.stringContaining('Error: nobody takes this\n'),
    })
  },
)

test('a signal ends the process for certain, also when nothing that it waits for ends and the exit itself hangs', async () => {
  const child = start('hanging')
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
})

test('so it does while a picture is drawn that takes minutes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lakeside-'))
  const child = start('drawing', folder)
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  await rm(folder, { recursive: true, force: true })
})
