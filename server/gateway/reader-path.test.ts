import fc from 'fast-check'
import { expect, test } from 'vitest'
import { categorySlugOrNull, slugOrNull } from '#lib/links/address.ts'
import { articlePath, authorPath, categoryPath } from '#lib/links/paths.ts'
import { readerPath } from './reader-path.ts'

test.each(['/', '/zh-TW', '/zh-TW/academy/market/page/2', '/zh-TW/academy/market/%E4%BA%BA%E5%B7%A5', '/sitemap.xml'])(
  '%s is one page',
  (path) => {
    expect(readerPath(path)).toEqual({ kind: 'page', path })
  },
)

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

test.each(['/%', '/%E4%BA', '/a/../b', '/a/%2e%2e/b', '/a%2Fb', '/a%5Cb', '/a%00', 'http://evil.example/'])(
  '%s is malformed',
  (target) => {
    expect(readerPath(target)).toEqual({ kind: 'malformed' })
  },
)

test('every path that the site builds is one page, whatever its slugs are', () => {
  const slugs = fc.string({
    unit: fc.oneof(
      fc.constantFrom('.', '/', '\\', '%', '%2f', '\ud800', '\u0000', '\u200b', 'page', '1', '湖'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 8,
  })
  fc.assert(
    fc.property(slugs, slugs, (first, second) => {
      const [category, slug] = [categorySlugOrNull(first), slugOrNull(second)]
      if (category === null || slug === null) return
      for (const path of [
        articlePath('zh-TW', category, slug),
        categoryPath('zh-TW', category, 2),
        authorPath('zh-TW', slug),
      ])
        expect(readerPath(path)).toEqual({ kind: 'page', path })
    }),
    { numRuns: 500 },
  )
})
