import { expect, test } from 'vitest'
import { signPass } from '#lib/preview-pass.ts'
import { createPreviewTest } from './preview-request.ts'

const isPreview = createPreviewTest({ draftModeSecret: 'secret', key: 'key', now: () => 1_000 })
const pass = (until: number, key = 'key') => `lakeside-preview=${signPass({ link: 'abc', until }, key)}`

test.each([
  [undefined, false],
  ['', false],
  ['theme=dark', false],
  ['__prerender_bypass=secret', true],
  ['theme=dark; __prerender_bypass=secret', true],
  ['__prerender_bypass=', false],
  ['__prerender_bypass=guess', false],
  [pass(2_000), true],
  [pass(1_000), false],
  [pass(2_000, 'other'), false],
  [`__prerender_bypass=guess; ${pass(2_000)}`, true],
])('with the cookie %s: %s', (cookie, expected) => {
  expect(isPreview({ headers: cookie === undefined ? {} : { cookie } })).toBe(expected)
})
