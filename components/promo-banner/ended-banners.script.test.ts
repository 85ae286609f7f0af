import { expect, it } from 'vitest'
import { endedBanners } from './ended-banners.script.ts'

// What it does is proved in Chromium: e2e/ended-banner.spec.ts.
it('is small, can stand in a script element as it is, and has no sign that a page in another encoding would change', () => {
  expect(Buffer.byteLength(endedBanners)).toBeLessThan(1500)
  expect(endedBanners).toMatch(/^[\n\x20-\x7e]+$/)
  expect(endedBanners).not.toMatch(/<[/!]/)
  expect(() => new Function(endedBanners)).not.toThrow()
})
