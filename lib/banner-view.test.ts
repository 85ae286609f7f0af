import { expect, test } from 'vitest'
import { actionStyle, bannerActions, bannerForm, drawable, showings } from './banner-view.ts'
import { dictionary } from './dictionary/index.ts'

const context = { locale: 'zh-TW', origin: 'https://lakeside.example' } as const
const destination = (url: string | null) => ({ page: null, url, reference: null })
const call = (_key: string, url: string | null = 'https://a.example/', platform: 'android' | 'ios' | null = null) => ({ _key, text: _key, platform, destination: destination(url) })
const banner = (more: object = {}) => ({ copy: null, points: [], image: null, callsToAction: [call('a')], disclosure: { kind: 'advertisement' as const, sponsor: 'BTCC' }, ...more })

test.each([
  ['slim above the title, whatever it has', banner({ image: {} }), 'article-top', 'slim'],
  ['one call to action alone', banner(), 'x', 'wide'],
  ['white space is no copy', banner({ copy: ' ' }), 'x', 'wide'],
  ['with copy', banner({ copy: 'c' }), 'x', 'plain'],
  ['with points', banner({ points: ['p'] }), 'x', 'plain'],
  ['with an image', banner({ image: {} }), 'x', 'pic'],
  ['two calls, one of them not drawn', banner({ callsToAction: [call('a'), call('b', null)] }), 'x', 'plain'],
] as const)('form: %s', (_, given, slot, form) => {
  expect(bannerForm(given, slot)).toBe(form)
})

test.each([
  [[null], ['filled']],
  [[null, null, null, null], ['filled', 'outlined', 'outlined', 'text']],
  [['android', 'ios', null], ['filled', 'filled', 'text']],
  [['android'], ['filled']],
  [[null, 'android', 'ios'], ['filled', 'outlined', 'outlined']],
])('styles of %j', (platforms, styles) => {
  expect(platforms.map((_, index) => actionStyle(index, platforms))).toEqual(styles)
})

test('calls to action that lead nowhere are not drawn and give their place to the next', () => {
  const given = banner({ callsToAction: [call('dead', null), call('js', 'javascript:alert(1)'), call('a'), call('b')] })
  expect(bannerActions(given, context).map(({ key, style, rel }) => [key, style, rel])).toEqual([
    ['a', 'filled', 'sponsored nofollow noopener'],
    ['b', 'outlined', 'sponsored nofollow noopener'],
  ])
  expect(bannerActions(given, context, 'article-top').map(({ style }) => style)).toEqual(['outlined', 'outlined'])
  expect(drawable(context)(given)).toBe(true)
  expect(drawable(context)(banner({ callsToAction: [call('dead', null)] }))).toBe(false)
})

test('our own offer on our own page has no rel', () => {
  const own = banner({ callsToAction: [call('a', 'https://lakeside.example/zh-TW')], disclosure: { kind: 'own', sponsor: '湖畔' } })
  expect(bannerActions(own, context)).toMatchObject([{ href: '/zh-TW', kind: 'internal', rel: undefined }])
})

test('showings are counted over the page, empty places are none', () => {
  expect(showings(['top', 'app', null, 'app', 'x', 'app'])).toEqual([{ nth: 1, total: 1 }, { nth: 1, total: 3 }, null, { nth: 2, total: 3 }, { nth: 1, total: 1 }, { nth: 3, total: 3 }])
})

test('names', () => {
  const { name } = dictionary('zh-TW').banner
  expect(name('advertisement', 'App 下載', { nth: 1, total: 3 })).toBe('廣告：App 下載')
  expect(name('advertisement', 'App 下載', { nth: 2, total: 3 })).toBe('廣告：App 下載（2／3）')
  expect(name('own', '湖畔學院', { nth: 1, total: 1 })).toBe('自家優惠：湖畔學院')
  expect(dictionary('en').banner.name('sponsored', 'App', { nth: 3, total: 3 })).toBe('Sponsored: App (3 of 3)')
})
