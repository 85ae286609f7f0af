import { describe, expect, test } from 'vitest'
import { slugSchema } from './address.ts'
import { academyPath, articlePath, authorPath, authorsPath, categoryPath, disclosurePath, frontPath } from './paths.ts'
import { ownPage, typedDestination, typedLinks } from './typed-links.ts'

const origin = 'https://lakeside.example'
const document = (type: string, slug: string) => ({ kind: 'document', type, slug })
const page = (name: string) => ({ kind: 'page', page: name })
const url = (address: string) => ({ kind: 'url', url: address })
const words = { kind: 'words' }
const slug = (text: string) => slugSchema.parse(text)

test.each([
  [frontPath('zh-TW'), page('front')],
  [academyPath('zh-TW'), page('academy')],
  [academyPath('zh-TW', 3), page('academy')],
  [authorsPath('zh-TW'), page('authors')],
  [disclosurePath('zh-TW'), page('disclosure')],
  [categoryPath('zh-TW', slug('研究分析')), document('category', '研究分析')],
  [categoryPath('zh-TW', slug('research'), 2), document('category', 'research')],
  [authorPath('zh-TW', slug('rain')), document('author', 'rain')],
  [articlePath('zh-TW', slug('research'), slug('GPT-4為何')), document('article', 'GPT-4為何')],
])('every path of ours is read back: %s', (path, expected) => {
  expect(ownPage(path)).toEqual(expected)
  expect(typedDestination(`${origin}${path}?utm_source=x#here`, origin)).toEqual(expected)
  expect(typedDestination(path, origin)).toEqual(expected)
  expect(typedDestination(`${origin}/edit${path}`, origin)).toEqual(expected)
})

describe('what is no page of ours', () => {
  test.each([
    ['https://www.btcc.com/zh-TW/academy/a/b', url('https://www.btcc.com/zh-TW/academy/a/b')],
    ['www.btcc.com', url('https://www.btcc.com')],
    ['mailto:desk@example.com', url('mailto:desk@example.com')],
    [`${origin}/feed.xml`, url(`${origin}/feed.xml`)],
    ['/somewhere', words],
    ['/fr/academy', words],
    ['//evil.example', words],
    ['javascript:alert(1)', words],
    ['https://www.btcc.com@evil.example', words],
    ['https:foo', words],
    ['Node.js', words],
    ['GPT-4 為何不開源', words],
    ['', words],
    ['btcc.com', url('https://btcc.com')],
    ['btcc.com/zh-TW?a=1', url('https://btcc.com/zh-TW?a=1')],
    ['desk@example.com', url('mailto:desk@example.com')],
    ['<https://a.example/b>', url('https://a.example/b')],
    ['\u200bhttps://a.example/b。', url('https://a.example/b')],
    ['https://zh.wikipedia.org/wiki/A_(b)', url('https://zh.wikipedia.org/wiki/A_(b)')],
    ['ｈｔｔｐｓ：／／a。example／b', url('https://a.example/b')],
    [`${origin}/studio/structure/article;x`, words],
    [`${origin}/edit`, words],
    ['/studio', words],
    ['ai.js', words],
  ])('%s', (text, expected) => expect(typedDestination(text, origin)).toEqual(expected))
})

test('several lines are several links: words, addresses, both, and marked links; empty lines and signs of a list say nothing', () => {
  const text = [
    '- 比特幣是什麼',
    '',
    `${origin}/zh-TW/academy/research/what`,
    '官方網站 https://www.btcc.com/',
    '》》》 [看更多文章](/zh-TW/academy)',
    '1. [待補的字](之後再說)',
    '官網：https://a.example:8080/',
    '官網（https://a.example/）',
    'https://a.example/ 後面的字',
    'GPT-4（2023 年）',
    '\t ',
  ].join('\r\n')
  expect(typedLinks(text, origin)).toEqual([
    { text: '比特幣是什麼', to: words },
    { text: '', to: document('article', 'what') },
    { text: '官方網站', to: url('https://www.btcc.com/') },
    { text: '看更多文章', to: page('academy') },
    { text: '待補的字', to: words },
    { text: '官網', to: url('https://a.example:8080/') },
    { text: '官網', to: url('https://a.example/') },
    { text: '後面的字', to: url('https://a.example/') },
    { text: 'GPT-4（2023 年）', to: words },
  ])
  expect(typedLinks('  \n', origin)).toEqual([])
})
