import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createStyleWriter } from './write-styles.ts'

const css = '.a > .b { color: #000 }'
const styleHashes = [createHash('sha256').update(css).digest('base64')]
const link = { element: '<link rel="stylesheet" href="/a.css" data-precedence="next"/>', href: '/a.css' }
const page = (head: string, body = '') => `<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`

/** A Next that has this one sheet, or none. */
function writer(text: string | undefined, mayOutliveBuild = false) {
  const asked: string[] = []
  const ask = async (path: string) => {
    asked.push(path)
    return { status: text === undefined ? 404 : 200, headers: {}, body: Buffer.from(text ?? '') }
  }
  return { asked, write: createStyleWriter({ ask, mayOutliveBuild }) }
}

test('a short page has the sheet in it and names its hash; the sheet is asked for once', async () => {
  const { write, asked } = writer(css)
  for (const _ of [1, 2])
    expect(await write(page(link.element, '$& $1'), [link])).toEqual({
      html: page(`<style>${css}</style>`, '$& $1'),
      styleHashes,
      linksStyles: false,
    })
  expect(asked).toEqual(['/a.css'])
})

test('a page that is too long with its sheet links it, unless it may outlive the build', async () => {
  const room = 50_000 - page(link.element).length - css.length
  const [fits, long] = [page(link.element, 'x'.repeat(room)), page(link.element, 'x'.repeat(room + 1))]
  expect((await writer(css).write(fits, [link])).linksStyles).toBe(false)
  expect(await writer(css).write(long, [link])).toEqual({ html: long, styleHashes: [], linksStyles: true })
  expect((await writer(css, true).write(long, [link])).styleHashes).toEqual(styleHashes)
})

test.each([
  ['is not there', undefined],
  ['names a file beside it', '.a { background: url(wave.svg) }'],
  ['brings another', '@import "b.css";'],
  ['would end its element', '.a::before { content: "</STYLE>" }'],
  ['has line ends that a page changes', '.a {}\r\n'],
])('a sheet that %s stays linked', async (_what, text) => {
  const html = page(link.element)
  for (const mayOutliveBuild of [false, true])
    expect(await writer(text, mayOutliveBuild).write(html, [link])).toEqual({
      html,
      styleHashes: [],
      linksStyles: true,
    })
})

test('a page without sheets has none', async () => {
  expect(await writer(css).write(page(''), [])).toEqual({ html: page(''), styleHashes: [], linksStyles: false })
})
