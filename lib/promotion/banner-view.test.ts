import { expect, test } from 'vitest'
import { actionStyle, bannerActions, bannerForm, copyVersion, drawable, showings } from './banner-view.ts'
import { dictionary } from '../dictionary/index.ts'

const context = { locale: 'zh-TW', origin: 'https://lakeside.example' } as const
const destination = (url: string | null) => ({ page: null, url, reference: null })
const call = (_key: string, url: string | null = 'https://a.example/', platform: 'android' | 'ios' | null = null) => ({
  _key,
  text: _key,
  platform,
  destination: destination(url),
})
const banner = (more: object = {}) => ({
  copy: null,
  points: [],
  image: null,
  callsToAction: [call('a')],
  disclosure: { kind: 'advertisement' as const, sponsor: 'BTCC' },
  ...more,
})

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
  [
    [null, null, null, null],
    ['filled', 'outlined', 'outlined', 'text'],
  ],
  [
    ['android', 'ios', null],
    ['filled', 'filled', 'text'],
  ],
  [['android'], ['filled']],
  [
    [null, 'android', 'ios'],
    ['filled', 'outlined', 'outlined'],
  ],
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

test.each([
  ['one for everybody', [call('a')], ['android', 'ios', 'desktop', undefined]],
  ['one for an iPhone', [call('a', undefined, 'ios')], ['ios', 'desktop', undefined]],
  [
    'one for each phone',
    [call('a', undefined, 'ios'), call('b', undefined, 'android')],
    ['android', 'ios', 'desktop', undefined],
  ],
  [
    'one for everybody beside one for Android',
    [call('a', undefined, 'android'), call('b')],
    ['android', 'ios', 'desktop', undefined],
  ],
  [
    'one for everybody that leads nowhere beside one for Android',
    [call('a', null), call('b', undefined, 'android')],
    ['android', 'desktop', undefined],
  ],
  ['none', [], []],
])('where a banner with calls to action can be shown: %s', (_, callsToAction, on) => {
  const places = ['android', 'ios', 'desktop', undefined] as const
  expect(places.filter((platform) => drawable(context)(banner({ callsToAction }), platform))).toEqual(on)
})

test('our own offer on our own page has no rel', () => {
  const own = banner({
    callsToAction: [call('a', 'https://lakeside.example/zh-TW')],
    disclosure: { kind: 'own', sponsor: '湖畔' },
  })
  expect(bannerActions(own, context)).toMatchObject([{ href: '/zh-TW', kind: 'internal', rel: undefined }])
})

test('showings are counted over the page, empty places are none', () => {
  expect(showings([['top'], ['app'], [], ['app'], ['x'], ['app']])).toEqual([[1], [1], [], [2], [1], [3]])
  // One of two alternatives, twice in one spot: still one showing.
  expect(
    showings([
      ['app', 'x', 'app'],
      ['app', 'x'],
    ]),
  ).toEqual([
    [1, 1, 1],
    [2, 2],
  ])
})

test('names', () => {
  const { name } = dictionary('zh-TW').banner
  expect(name('advertisement', 'App 下載', 1)).toBe('廣告：App 下載')
  expect(name('advertisement', 'App 下載', 2)).toBe('廣告：App 下載（第 2 次出現）')
  expect(name('own', '湖畔學院', 1)).toBe('自家優惠：湖畔學院')
  expect(dictionary('en').banner.name('sponsored', 'App', 1)).toBe('Sponsored: App')
  expect(dictionary('en').banner.name('sponsored', 'App', 3)).toBe('Sponsored: App (showing 3)')
})

test('a version of a banner’s copy is another one whenever a word of it is, and the same whatever else is', () => {
  const words = {
    _id: 'a',
    tag: '標籤',
    copy: null,
    brief: null,
    points: ['一', '二'],
    callsToAction: [{ text: '看看' }],
  }
  const version = copyVersion(words)
  expect(version).toMatch(/^[0-9a-z]{1,7}$/)
  const elsewhere = { text: '看看', destination: 'elsewhere' }
  expect(copyVersion({ ...words, callsToAction: [elsewhere] })).toBe(version)
  const others = [
    { _id: 'b' },
    { tag: '標題' },
    { copy: '文' },
    { brief: '文' },
    { points: ['一二'] },
    { callsToAction: [{ text: '去看' }] },
  ]
  for (const other of others) expect(copyVersion({ ...words, ...other }), JSON.stringify(other)).not.toBe(version)
})
