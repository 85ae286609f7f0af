import { expect, test } from 'vitest'
import { leads, linkWords, relOf, resolveDestination, type Destination, type Target } from './destination.ts'

const context = { locale: 'zh-TW', origin: 'https://lakeside.example' } as const
const empty: Destination = { page: null, url: null, reference: null }
const target = (more: Partial<Target>): Destination => ({
  ...empty,
  reference: { _type: 'article', title: 'T', slug: 's', category: 'c', ...more },
})
const url = (text: string): Destination => ({ ...empty, url: text })
const unresolved = { kind: 'unresolved' }
const internal = (href: string) => ({ kind: 'internal', href })
const external = (href: string, host: string) => ({ kind: 'external', href, host })

test.each<[string, Destination | null, object]>([
  ['none', null, unresolved],
  ['empty', empty, unresolved],
  ['an article', target({}), internal('/zh-TW/academy/c/s')],
  [
    'a Han slug',
    target({ slug: '開源 是什麼' }),
    internal('/zh-TW/academy/c/%E9%96%8B%E6%BA%90%20%E6%98%AF%E4%BB%80%E9%BA%BC'),
  ],
  ['an article without category', target({ category: null }), unresolved],
  ['an article without slug', target({ slug: null }), unresolved],
  ['an article without a title', target({ title: null }), unresolved],
  ['an article whose title nobody can see', target({ title: '\u200b' }), unresolved],
  ['an article with half of a character', target({ slug: 'abc\ud842' }), unresolved],
  ['an article with a slash', target({ slug: 'a/b' }), unresolved],
  ['an article that climbs', target({ slug: '..' }), unresolved],
  ['an article in a category that makes no address', target({ category: 'abc\ud842' }), unresolved],
  ['an article in a category `page`', target({ category: 'page' }), unresolved],
  ['a percent sign', target({ slug: '100%' }), internal('/zh-TW/academy/c/100%25')],
  ['a category with half of a character', target({ _type: 'category', slug: '\udc00' }), unresolved],
  [
    'a category without a title',
    target({ _type: 'category', title: null, category: null }),
    internal('/zh-TW/academy/s'),
  ],
  ['an author with a control character', target({ _type: 'author', slug: 'a\u0000' }), unresolved],
  ['a category', target({ _type: 'category', category: null }), internal('/zh-TW/academy/s')],
  ['an author', target({ _type: 'author', category: null }), internal('/zh-TW/authors/s')],
  ['the front page', { ...empty, page: 'front' }, internal('/zh-TW')],
  ['the academy', { ...empty, page: 'academy' }, internal('/zh-TW/academy')],
  ['the authors', { ...empty, page: 'authors' }, internal('/zh-TW/authors')],
  ['how promotions are marked', { ...empty, page: 'disclosure' }, internal('/zh-TW/disclosure')],
  ['https', url('https://www.btcc.com/zh-TW'), external('https://www.btcc.com/zh-TW', 'www.btcc.com')],
  ['http with spaces around', url('  http://a.example:8080/x '), external('http://a.example:8080/x', 'a.example:8080')],
  [
    'mail',
    url('mailto:editor@lakeside.example'),
    external('mailto:editor@lakeside.example', 'editor@lakeside.example'),
  ],
  ['telephone', url('tel:+886-2-1234'), external('tel:+886-2-1234', '+886-2-1234')],
  ['mail to nobody', url('mailto:'), unresolved],
  ['our own absolute address', url('https://lakeside.example/zh-TW/academy?x=1#y'), internal('/zh-TW/academy?x=1#y')],
  [
    'our own address with a path that is another host by itself',
    url('https://lakeside.example//evil.test/x'),
    internal('https://lakeside.example//evil.test/x'),
  ],
  [
    'our own host on another port',
    url('https://lakeside.example:444/x'),
    external('https://lakeside.example:444/x', 'lakeside.example:444'),
  ],
  [
    'a host that begins like ours',
    url('https://lakeside.example.evil.test/'),
    external('https://lakeside.example.evil.test/', 'lakeside.example.evil.test'),
  ],
  ['javascript', url('javascript:alert(1)'), unresolved],
  ['javascript in disguise', url(' \u0001java\nscript:alert(1)'), unresolved],
  ['JavaScript', url('JaVaScRiPt:alert(1)'), unresolved],
  ['data', url('data:text/html,x'), unresolved],
  ['ftp', url('ftp://a.example/'), unresolved],
  ['blob of our own origin', url('blob:https://lakeside.example/1'), unresolved],
  ['no scheme', url('//evil.test/x'), unresolved],
  ['a path', url('/zh-TW'), unresolved],
  ['a hash', url('#'), unresolved],
  ['words', url('連結待補'), unresolved],
  ['https without its slashes', url('https:evil.test'), unresolved],
  ['https with other slashes', url('https:\\\\evil.test'), unresolved],
  ['a line break inside', url('https://a.example/\nx'), unresolved],
  ['a name before the host', url('https://www.btcc.com@evil.test/'), unresolved],
])('%s', (_, destination, resolved) => {
  expect(resolveDestination(destination, context)).toEqual(resolved)
})

test('rel by kind', () => {
  const ours = resolveDestination({ ...empty, page: 'front' }, context)
  const theirs = resolveDestination(url('https://a.example/'), context)
  if (!leads(ours) || !leads(theirs)) throw new Error('both lead somewhere')
  expect([relOf(ours), relOf(theirs)]).toEqual([undefined, 'noopener'])
  expect([relOf(ours, 'own'), relOf(theirs, 'own')]).toEqual([undefined, 'noopener'])
  expect([relOf(ours, 'sponsored'), relOf(theirs, 'advertisement')]).toEqual([
    'sponsored nofollow noopener',
    'sponsored nofollow noopener',
  ])
})

test('the words of a link are its own or its target’s title', () => {
  expect(linkWords({ text: ' 自己的 ', destination: target({}) })).toBe('自己的')
  expect(linkWords({ text: '', destination: target({}) })).toBe('T')
  expect(linkWords({ text: '\u200b', destination: target({}) })).toBe('T')
  expect(linkWords({ text: null, destination: target({ title: '\u2060' }) })).toBe('')
  expect(linkWords({ text: null, destination: null })).toBe('')
})
