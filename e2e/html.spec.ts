import { HtmlValidate } from 'html-validate'
import { readerPages } from './support/reader-pages.ts'
import { expect, test } from './support/test.ts'

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // How React writes HTML; to a browser `srcSet`, `<img/>` and `hidden=""` are the same as the other spelling.
    'attr-case': 'off',
    'void-style': 'off',
    'attribute-empty-style': 'off',
    // Safari takes a list without bullets for no list: there `role="list"` is not redundant.
    'no-redundant-role': 'off',
  },
})

/** Asks for an address and says what is wrong with the bytes that come: rule, line, message. */
async function mistakes(url: string, status = 200): Promise<string[]> {
  const response = await fetch(url)
  expect(response.status, url).toBe(status)
  const html = await response.text()
  expect(html).toMatch(/^<!doctype html>/i)
  const { results } = await validator.validateString(html, url)
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, line, column, message, selector }) => `${ruleId} at ${line}:${column} ${selector}: ${message}`,
    ),
  )
}

test('the HTML of every kind of page is without mistakes', async ({ publication }) => {
  for (const { kind, path, status } of readerPages)
    expect.soft(await mistakes(`${publication.url}${path}`, status), kind).toEqual([])
})

test('the HTML of what could not be made is without mistakes', async ({ lakeless }) => {
  const { status } = await fetch(`${lakeless.url}/zh-TW`)
  expect(status).toBeGreaterThanOrEqual(500)
  expect(await mistakes(`${lakeless.url}/zh-TW`, status)).toEqual([])
})

test.describe('an empty publication', () => {
  test.use({ settings: { LAKESIDE_SAMPLE: 'off' } })
  test('its HTML is without mistakes', async ({ site }) => {
    for (const path of ['/zh-TW', '/zh-TW/academy', '/zh-TW/authors', '/zh-TW/disclosure'])
      expect.soft(await mistakes(`${site.url}${path}`), path).toEqual([])
  })
})
