import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bannersScript } from './banners.script.generated.ts'
import { makeScript } from './make-script.ts'

// What it does is proved in Chromium: e2e/reader-choice.spec.ts and e2e/ended-banner.spec.ts.
it('is small, can stand in a script element as it is, and has no sign that a page in another encoding would change', () => {
  expect(Buffer.byteLength(bannersScript)).toBeLessThan(1500)
  expect(bannersScript).toMatch(/^[\n\x20-\x7e]+$/)
  expect(bannersScript).not.toMatch(/<[/!]/)
  expect(() => new Function(bannersScript)).not.toThrow()
})

it('is what its source is made into: otherwise run `node components/promo-banner/make-script.ts`', async () => {
  expect(await readFile(join(import.meta.dirname, 'banners.script.generated.ts'), 'utf8')).toBe(await makeScript())
})
