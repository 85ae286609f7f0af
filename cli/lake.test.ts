import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, truncateSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestLake } from '#sanity/lake/testing.ts'

let outer: string
beforeEach(async () => {
  outer = await mkdtemp(join(tmpdir(), 'lakeside-'))
})
afterEach(() => rm(outer, { recursive: true, force: true }))

/** Runs `npm run lake -- …` on the data folder. */
async function run(...words: string[]): Promise<{ code: number | null; out: string; errors: string[] }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'lake.ts'), ...words], {
    env: { ...process.env, LAKESIDE_DATA: join(outer, 'data'), SANITY_PROJECT_ID: '', SANITY_API_HOST: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, errors] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, out: out.trim(), errors: errors.trim().split('\n').filter(Boolean) }
}

test('backup copies the lake of a running process, and refuses in one sentence', async () => {
  const lake = await openTestLake({ folder: join(outer, 'data') })
  await lake.client().create({ _id: 'note', _type: 'note' })
  const target = join(outer, 'backup')
  expect(await run('backup', target)).toEqual({
    code: 0,
    out: `1 documents, 1 transactions and 0 files are in ${target}; all was checked.`,
    errors: [],
  })
  expect(readdirSync(target).toSorted()).toEqual(['assets', 'lake.sqlite'])
  expect(await run('backup', target)).toEqual({
    code: 1,
    out: '',
    errors: [`lakeside: The folder ${target} is not empty, and a backup writes over nothing. Name a new folder.`],
  })
  expect((await run('backup')).errors.join('\n')).toContain('backup FOLDER')
  await lake.stop()
})

test('on a damaged data folder a command ends with 1 and one sentence', async () => {
  const lake = await openTestLake({ folder: join(outer, 'data') })
  await lake.stop()
  truncateSync(join(outer, 'data', 'lake.sqlite'), 5_000)
  expect(await run('sign-in')).toEqual({
    code: 1,
    out: '',
    errors: [
      expect.stringMatching(
        /^lakeside: The file \S+lake\.sqlite is damaged: .*Put the data folder back from a backup\.$/,
      ),
    ],
  })
})
