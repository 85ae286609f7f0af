import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('the one stylesheet has every component in it', () => {
  const listed = readFileSync(join(import.meta.dirname, 'styles.ts'), 'utf8')
  const missing = globSync('components/*/*.module.css').filter((file) => !listed.includes(`'#${file}'`))
  expect(missing).toEqual([])
})
