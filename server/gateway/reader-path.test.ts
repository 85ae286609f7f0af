import { expect, test } from 'vitest'
import { readerPath } from './reader-path.ts'

test.each(['/', '/zh-TW', '/zh-TW/academy/market/page/2', '/zh-TW/academy/market/%E4%BA%BA%E5%B7%A5', '/sitemap.xml'])('%s is one page', (path) => {
  expect(readerPath(path)).toEqual({ kind: 'page', path })
})

test('a query string does not make another page', () => {
  expect(readerPath('/zh-TW?utm_source=line')).toEqual({ kind: 'page', path: '/zh-TW' })
})

test.each([
  ['/zh-TW/', '/zh-TW'],
  ['/zh-TW/academy/market/page/1?a=1', '/zh-TW/academy/market?a=1'],
  ['/zh-TW/academy/%e4%ba%ba', '/zh-TW/academy/%E4%BA%BA'],
  ['/zh-TW/academy/人', '/zh-TW/academy/%E4%BA%BA'],
  ['/%7Ah-TW', '/zh-TW'],
  ['//evil.example/a', '/evil.example/a'],
  ['/zh-TW//academy', '/zh-TW/academy'],
  ['/page/1', '/'],
])('%s has moved to %s', (target, location) => {
  expect(readerPath(target)).toEqual({ kind: 'moved', location })
})

test.each(['/%', '/%E4%BA', '/a/../b', '/a/%2e%2e/b', '/a%2Fb', '/a%5Cb', '/a%00', 'http://evil.example/'])('%s is malformed', (target) => {
  expect(readerPath(target)).toEqual({ kind: 'malformed' })
})
