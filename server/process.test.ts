import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test.each(['rejection', 'exception'])('an error that reaches nobody (%s) ends the process with 1 and one line', async (kind) => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./process.child.ts', import.meta.url)), kind], { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const [code] = await once(child, 'close')
  expect(code).toBe(1)
  expect(errors.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(errors)).toMatchObject({ level: 'error', error: expect.stringContaining('Error: nobody takes this\n') })
})
