import fc from 'fast-check'
import { expect, test } from 'vitest'
import { categorySlugOrNull, slugOrNull } from './address.ts'
import { articlePath, authorPath, categoryPath, documentPath } from './paths.ts'

test.each([
  'gpt-4',
  '比特幣',
  '𠮷',
  '100%成長',
  'a%2Fb',
  '%2e%2e',
  'a b',
  'a?b#c',
  '"><script>',
  '...',
  '.a',
  'a.txt',
  '\u200b',
  '\u2028',
  '湖'.repeat(96),
])('%j makes an address', (slug) => {
  expect(slugOrNull(slug)).toBe(slug)
})

test.each([
  '',
  '.',
  '..',
  'a/b',
  '/',
  'a\\b',
  'a\u0000b',
  'a\nb',
  '\u007f',
  'abc\ud842',
  '\udc00a',
  'a.rsc',
  'a.prefetch.rsc',
  'a'.repeat(961),
  '湖'.repeat(107),
  'a'.repeat(100_000),
  null,
  undefined,
])('%j makes none', (slug) => {
  expect([
    slugOrNull(slug),
    categorySlugOrNull(slug),
    documentPath({ _type: 'author', slug }, 'zh-TW'),
    documentPath({ _type: 'category', slug }, 'zh-TW'),
  ]).toEqual([null, null, null, null])
  expect(documentPath({ _type: 'article', slug, category: 'market' }, 'zh-TW')).toBeNull()
  expect(documentPath({ _type: 'article', slug: 'a', category: slug }, 'zh-TW')).toBeNull()
})

test('a category can’t be called as the pages of a list are', () => {
  expect([slugOrNull('page'), categorySlugOrNull('page')]).toEqual(['page', null])
  expect([
    documentPath({ _type: 'article', slug: 'page', category: 'market' }, 'zh-TW'),
    documentPath({ _type: 'article', slug: '2', category: 'page' }, 'zh-TW'),
  ]).toEqual(['/zh-TW/academy/market/page', null])
})

/** Any string, and often what is odd about addresses. */
const slugs = fc.string({
  unit: fc.oneof(
    fc.constantFrom('.', '/', '\\', '%', '%2f', '\ud800', '\udfff', '\u0000', '\u200b', 'page', '1', '湖', '.rsc'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
})

test('whatever a slug is, a path is three or four segments that are read back as they were, or there is none', () => {
  fc.assert(
    fc.property(slugs, slugs, (first, second) => {
      const [category, slug] = [categorySlugOrNull(first), slugOrNull(second)]
      if (category === null || slug === null) return
      for (const [path, ...said] of [
        [articlePath('zh-TW', category, slug), category, slug],
        [categoryPath('zh-TW', category), category],
        [authorPath('zh-TW', slug), slug],
      ]) {
        expect(path).toMatch(/^(?:\/[\x21-\x7e]+){3,4}$/)
        const { pathname, origin } = new URL(path ?? '', 'https://l.example/a')
        expect([origin, pathname]).toEqual(['https://l.example', path])
        expect(pathname.split('/').slice(3).map(decodeURIComponent)).toEqual(said)
      }
    }),
    { numRuns: 500 },
  )
})
