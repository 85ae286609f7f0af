import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readBuiltFiles } from './built-files.ts'

test('a file of the build has one address however it is spelled; nothing else has one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lakeside-built-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'chunks'))
  for (const name of ['chunks/a.js', 'chunks/[root]b.css', 'c.txt']) writeFileSync(join(folder, name), '')
  const builtFile = readBuiltFiles(folder)
  const found = [
    'chunks/a.js',
    'chunks/a.js?v=1',
    'chunks/%61.js',
    'chunks/[root]b.css',
    'chunks/%5Broot%5Db.css',
    'c.txt',
  ].map((name) => builtFile(`/_next/static/${name}`))
  const [script, sheet] = ['/_next/static/chunks/a.js', '/_next/static/chunks/%5Broot%5Db.css']
  expect(found).toEqual([script, script, script, sheet, sheet, '/_next/static/c.txt'])
  for (const name of [
    'chunks/b.js',
    'chunks',
    '',
    'chunks/../c.txt',
    '../static/c.txt',
    'c.txt/',
    '%',
    'chunks%2fa.js%00',
  ])
    expect(builtFile(`/_next/static/${name}`), name).toBeUndefined()
})
