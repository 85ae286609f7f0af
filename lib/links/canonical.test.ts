import { expect, test } from 'vitest'
import { canonicalUrl, isSamePage, sourceElsewhere } from './canonical.ts'

const own = 'https://l.example/zh-TW/academy/market/%E6%B9%96'

test.each([
  own,
  `${own}/`,
  own.replace('https', 'http'),
  'HTTPS://L.EXAMPLE/zh-TW/academy/market/%e6%b9%96',
  'https://l.example:443/zh-TW//academy/market/湖',
  `${own}?utm_source=x`,
  `${own}#title`,
  'https://l.example./zh-TW/academy/market/湖',
  'https://l.example/zh-TW/academy/x/../market/湖',
])('%s is the page itself', (url) => {
  expect(isSamePage(url, own)).toBe(true)
  expect(sourceElsewhere({ url }, own)).toBeNull()
})

test.each([
  'https://l.example/zh-TW/academy/market/other',
  'https://www.l.example/zh-TW/academy/market/湖',
  'https://l.example:8443/zh-TW/academy/market/湖',
  'https://l.example/zh-TW/academy/market',
  'https://l.example/zh-tw/academy/market/湖',
])('%s is another page', (url) => {
  expect(isSamePage(url, own)).toBe(false)
  expect(sourceElsewhere({ url }, own)).toBe(url)
})

test.each([
  null,
  '',
  'not a url',
  'ftp://a.example/x',
  '//a.example',
  'javascript:alert(1)',
  'https://a.example@evil.example/',
  '\ud800',
])('%j is no source, and nothing canonical', (url) => {
  expect(sourceElsewhere({ url }, own)).toBeNull()
  expect(
    canonicalUrl({
      path: '/zh-TW',
      site: { origin: 'https://l.example' },
      article: { source: { url, isCanonical: true } },
    }),
  ).toBe('https://l.example/zh-TW')
})

test('what can’t be parsed is the same page as nothing', () => {
  expect([
    isSamePage('', ''),
    isSamePage('mailto:a@b.example', 'mailto:a@b.example'),
    isSamePage('https://l.example/%E9', 'https://l.example/%E9'),
  ]).toEqual([false, false, true])
})
