import { expect, test } from 'vitest'
import { CACHE_METADATA_ID } from '#lib/page/cache-metadata.ts'
import { NextTimeoutError } from './ask-next.ts'
import { createPageMaker, innerPages } from './make-page.ts'

const sheet = '/_next/static/chunks/a.css'
const cacheMetadata = JSON.stringify({ tags: ['doc:a'], from: null, until: null })
const html = `<!DOCTYPE html><html><head><link rel="stylesheet" href="${sheet}"/></head><body><main>文</main><script type="application/json" id="${CACHE_METADATA_ID}">${cacheMetadata}</script></body></html>`

/** A maker before a Next that has the page, and its sheet as long as `css` says so. */
function maker(css: string | undefined, mayOutliveBuild: boolean) {
  const troubles: string[] = []
  const ask = async (path: string) => {
    const body = path === sheet ? css : html
    return {
      status: body === undefined ? 404 : 200,
      headers: { 'content-type': path === sheet ? 'text/css' : 'text/html; charset=utf-8' },
      body: Buffer.from(body ?? ''),
    }
  }
  return {
    troubles,
    make: createPageMaker({
      ask,
      imageOrigin: undefined,
      secure: false,
      mayOutliveBuild,
      onTrouble: ({ message }) => troubles.push(message),
    }),
  }
}

test('a page with its styles in it is kept, and its policy names them', async () => {
  const { make, troubles } = maker('.a{}', true)
  const page = await make('/zh-TW')
  expect([page.keepable, page.tags, page.body.includes('<style>.a{}</style>')]).toEqual([true, ['doc:a'], true])
  expect(page.headers['content-security-policy']).toMatch(/style-src 'sha256-[^']+';/)
  expect(troubles).toEqual([])
})

test('a page whose sheet is not to be had links it; where it may outlive the build it is sent, not kept, and told of', async () => {
  const [shared, own] = [maker(undefined, true), maker(undefined, false)]
  const [never, kept] = [await shared.make('/zh-TW'), await own.make('/zh-TW')]
  for (const page of [never, kept]) {
    expect([page.status, page.body.includes(`href="${sheet}"`)]).toEqual([200, true])
    expect(page.headers['content-security-policy']).toContain("style-src 'self';")
  }
  expect([never.keepable, never.headers['cache-control'], shared.troubles.length]).toEqual([false, 'no-store', 1])
  expect([kept.keepable, kept.headers['cache-control'], own.troubles]).toEqual([true, 'public, no-cache', []])
})

/** A maker whose questions for `/zh-TW` are answered by the list, one after the other. */
function makerOf(answers: readonly (() => { status: number; body: string })[]) {
  const troubles: string[] = []
  const asked: string[] = []
  const ask = async (path: string) => {
    const answer =
      path === innerPages.failed
        ? () => ({ status: 200, body: html })
        : path === sheet
          ? () => ({ status: 404, body: '' })
          : answers[asked.push(path) - 1]
    if (!answer) throw new Error('asked too often')
    const { status, body } = answer()
    return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(body) }
  }
  const make = createPageMaker({
    ask,
    imageOrigin: undefined,
    secure: false,
    mayOutliveBuild: false,
    onTrouble: ({ message }) => troubles.push(message),
  })
  return { make, troubles, asked }
}

const right = () => ({ status: 200, body: html })
const failed = () => ({ status: 500, body: '' })
const unfinished = () => ({ status: 200, body: html.replace('<main>', '<main><template id="B:0"></template>') })
const brokenOff = () => {
  throw new Error('aborted')
}
const late = () => {
  throw new NextTimeoutError('late')
}

test.each([
  ['answered with an error', failed],
  ['sent before it was complete', unfinished],
  ['broken off', brokenOff],
])('a page %s is asked for a second time before a reader sees an error', async (_what, first) => {
  const { make, troubles, asked } = makerOf([first, right])
  const page = await make('/zh-TW')
  expect([page.status, page.keepable, asked.length]).toEqual([200, true, 2])
  expect(troubles).toEqual(['the page could not be made and is asked for again'])
})

test('a page that fails twice is a 500 that is not kept; one that Next hangs on is not asked for again', async () => {
  const twice = makerOf([failed, unfinished])
  const page = await twice.make('/zh-TW')
  expect([page.status, page.keepable, twice.asked.length, twice.troubles.length]).toEqual([500, false, 2, 2])
  const hangs = makerOf([late, right])
  expect([(await hangs.make('/zh-TW')).status, hangs.asked.length]).toEqual([500, 1])
})
