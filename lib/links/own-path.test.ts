import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test.each([
  ['/', '/'],
  ['/zh-TW/academy?x=1#y', '/zh-TW/academy?x=1#y'],
  ['/zh-TW/academy/../authors', '/zh-TW/authors'],
  ['/zh-TW/academy/研究', '/zh-TW/academy/%E7%A0%94%E7%A9%B6'],
  ['/zh-TW?next=https://evil.example', '/zh-TW?next=https://evil.example'],
])('%j is a path of ours', (text, path) => {
  expect(ownPath(text)).toBe(path)
})

test.each([
  '',
  'zh-TW',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/zh-TW\r\nset-cookie: a=b',
  '\u0000/zh-TW',
  '/zh-TW/../..//evil.example',
  '/.//evil.example',
  '/%2e%2e//evil.example',
  '/a/%2E%2e/./..//evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  ' /zh-TW',
  '/zh-TW\u007f',
])('%j is none', (text) => {
  expect(ownPath(text)).toBeNull()
})

test('whatever a path is, a browser stays on this site', () => {
  const parts = fc.constantFrom(
    '/',
    '//',
    '\\',
    '..',
    '.',
    '%2e',
    '%2f',
    '%5c',
    '\t',
    '\r\n',
    'evil.example',
    '@',
    ':',
    '?',
    '#',
    'zh-TW',
    '湖',
    '\ud800',
  )
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (drawn) => {
      const path = ownPath(`/${drawn.join('')}`)
      if (path === null) return
      expect(path).toMatch(/^\/(?!\/)[\x21-\x7e]*$/)
      expect(new URL(path, 'https://lakeside.example/api/x').origin).toBe('https://lakeside.example')
    }),
    { numRuns: 500 },
  )
})
