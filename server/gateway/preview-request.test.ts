import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { signPass } from '#lib/page/preview-pass.ts'
import { createPreviewTest, guardDraftMode } from './preview-request.ts'

const common = { draftModeSecret: 'secret', key: 'key', now: () => 1_000 }
const embedded = createPreviewTest({ ...common, isDraftModePass: (pass) => pass === 'of-lin' })
const elsewhere = createPreviewTest(common)
const link = (until: number, key = 'key') => `lakeside-preview=${signPass({ link: 'abc', until }, key)}`
const signed = (until: number, of = 'draft-mode') => `lakeside-draft-mode=${signPass({ link: of, until }, 'key')}`
const request = (cookie: string | undefined) => ({ headers: cookie === undefined ? {} : { cookie } })

test.each([
  [undefined, false],
  ['', false],
  ['theme=dark', false],
  // Next's cookie is in every copy of the build: alone, or with another's pass, it opens nothing.
  ['__prerender_bypass=secret', false],
  ['__prerender_bypass=secret; lakeside-draft-mode=', false],
  ['__prerender_bypass=secret; lakeside-draft-mode=of-somebody-removed', false],
  [`__prerender_bypass=secret; ${signed(2_000)}`, false],
  ['__prerender_bypass=secret; lakeside-draft-mode=of-lin', true],
  ['lakeside-draft-mode=of-lin; theme=dark; __prerender_bypass=secret', true],
  ['__prerender_bypass=guess; lakeside-draft-mode=of-lin', false],
  ['lakeside-draft-mode=of-lin', false],
  ['__prerender_bypass=', false],
  [link(2_000), true],
  [link(1_000), false],
  [link(2_000, 'other'), false],
  [`__prerender_bypass=guess; ${link(2_000)}`, true],
])('beside an embedded lake, with the cookie %s: %s', (cookie, expected) => {
  expect(embedded.isPreview(request(cookie))).toBe(expected)
})

test.each([
  ['__prerender_bypass=secret', false],
  [`__prerender_bypass=secret; ${signed(2_000)}`, true],
  [`__prerender_bypass=secret; ${signed(1_000)}`, false],
  [`__prerender_bypass=secret; ${signed(2_000, 'abc')}`, false],
  [`__prerender_bypass=secret; lakeside-draft-mode=${link(2_000).split('=')[1]}`, false],
  [`lakeside-preview=${signed(2_000).split('=')[1]}`, false],
])('with a lake elsewhere, with the cookie %s: %s', (cookie, expected) => {
  expect(elsewhere.isPreview(request(cookie))).toBe(expected)
})

/** What Next would be handed of a request's cookies. */
function handedOn(cookie: string): string | undefined {
  const incoming = new IncomingMessage(new Socket())
  incoming.headers.cookie = cookie
  let seen: string | undefined
  guardDraftMode((given) => (seen = given.headers.cookie), embedded.isEditor)(incoming, new ServerResponse(incoming))
  return seen
}

test('Next is not shown its own cookie by anybody but an editor: a guest with a link would else see every draft', () => {
  expect(handedOn('__prerender_bypass=secret; lakeside-draft-mode=of-lin')).toBe(
    '__prerender_bypass=secret; lakeside-draft-mode=of-lin',
  )
  expect(handedOn(`a=1; __prerender_bypass=secret; ${link(2_000)}`)).toBe(`a=1; ${link(2_000)}`)
  expect(handedOn('__prerender_bypass=secret;lakeside-draft-mode=gone; __prerender_bypass=secret')).toBe(
    'lakeside-draft-mode=gone',
  )
  expect(handedOn('a=1')).toBe('a=1')
})
