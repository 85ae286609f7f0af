import { describe, expect, test } from 'vitest'
import { linkedHtml, linkKeys, pastedNow, placedLinks, withDestinations } from './pasted-links.ts'
import { leadingTo, type StoredDestination } from './targets.ts'

const html = '<p>看<a class="x" href="https://www.btcc.com/?a=1">連結</a></p>'

describe('HTML is read for its links', () => {
  test.each([
    ['when it has one', { 'text/html': html, 'text/plain': '看連結' }, html],
    ['also over several lines', { 'text/html': '<A\nHREF=x>x</A>' }, '<A\nHREF=x>x</A>'],
    [
      'not without a link',
      { 'text/html': '<p>字 <a name="top">x</a> <abbr title="href=">y</abbr></p>', 'text/plain': '字 x y' },
      null,
    ],
    ['not when it is meant as plain text', { 'text/html': html, 'text/plain': html }, null],
    ['not when the editor’s own blocks are there', { 'text/html': html, 'application/x-portable-text': '[]' }, null],
    ['not when they are there as JSON', { 'text/html': html, 'application/json': '[]' }, null],
    ['not when there is none', { 'text/plain': 'https://www.btcc.com/' }, null],
  ])('%s', (_, clipboard: Record<string, string>, expected) =>
    expect(linkedHtml((format) => clipboard[format] ?? '')).toBe(expected),
  )
})

describe('a pasted block', () => {
  const outside: StoredDestination = { _type: 'destination', url: 'https://www.btcc.com/?a=1' }
  const destinations = new Map([
    ['https://www.btcc.com/?a=1', outside],
    ['/zh-TW/academy/research/what', leadingTo('article-what')],
  ])
  const span = (text: string, marks: string[]) => ({ _key: text, _type: 'span', text, marks })
  const link = (_key: string, href: string) => ({ _key, _type: 'link', href })

  test('has its links as the schema does; of one that leads nowhere the words stay, with their other marks', () => {
    const block = {
      _key: 'b',
      _type: 'block',
      style: 'h2',
      children: [span('外', ['out']), span('內', ['in', 'strong']), span('壞', ['em', 'bad']), span('字', [])],
      markDefs: [
        link('out', 'https://www.btcc.com/?a=1'),
        link('in', '/zh-TW/academy/research/what'),
        link('bad', 'javascript:alert(1)'),
      ],
    }
    expect(withDestinations(block, destinations)).toEqual({
      ...block,
      children: [span('外', ['out']), span('內', ['in', 'strong']), span('壞', ['em']), span('字', [])],
      markDefs: [
        { _key: 'out', _type: 'inlineLink', destination: outside },
        { _key: 'in', _type: 'inlineLink', destination: leadingTo('article-what') },
      ],
    })
  })

  test('without links, or that is no text, is as it was', () => {
    const words = {
      _key: 'b',
      _type: 'block',
      style: 'normal',
      listItem: 'bullet',
      level: 1,
      children: [span('字', ['strong'])],
      markDefs: [],
    }
    const picture = { _key: 'p', _type: 'picture' }
    expect([words, picture].map((block) => withDestinations(block, destinations))).toEqual([words, picture])
  })
})

describe('what is pasted while the lake is slow', () => {
  const origin = 'https://lakeside.example'
  const own = `${origin}/zh-TW/academy/market/one`
  const span = (_key: string, text: string, marks: string[]) => ({ _key, _type: 'span', text, marks })
  const block = (_key: string, href: string) => ({
    _key,
    _type: 'block',
    children: [span(`${_key}1`, '看', []), span(`${_key}2`, '本站', ['m'])],
    markDefs: [{ _key: 'm', _type: 'link', href }],
  })

  test('has its words and links at once; an address of ours leads to itself until the lake has answered', () => {
    const { blocks, asked } = pastedNow(
      [
        block('a', '/zh-TW/academy/market/one'),
        block('b', 'https://example.org/'),
        block('c', '/zh-TW'),
        block('d', 'javascript:alert(1)'),
      ],
      origin,
    )
    expect(blocks.map(({ markDefs }) => markDefs)).toEqual([
      [{ _key: 'm', _type: 'inlineLink', destination: { _type: 'destination', url: own } }],
      [{ _key: 'm', _type: 'inlineLink', destination: { _type: 'destination', url: 'https://example.org/' } }],
      [{ _key: 'm', _type: 'inlineLink', destination: { _type: 'destination', page: 'front' } }],
      [],
    ])
    expect(blocks[3]).toMatchObject({ children: [{ marks: [] }, { marks: [] }] })
    expect([...asked]).toEqual([[own, { kind: 'document', type: 'article', slug: 'one' }]])
  })

  test('is found again wherever it stands by then; a link that was there before is left alone', () => {
    const link = (_key: string, url: string) => ({
      _key,
      _type: 'inlineLink',
      destination: { _type: 'destination', url },
    })
    const text = [
      { _key: 'x', _type: 'picture' },
      {
        _key: 'b1',
        _type: 'block',
        children: [span('s1', '本', ['m']), span('s2', '站', ['m', 'strong']), span('s3', '後', [])],
        markDefs: [link('m', own), link('o', 'https://example.org/')],
      },
      { _key: 'b2', _type: 'block', children: [span('s4', '舊', ['old'])], markDefs: [link('old', own)] },
    ]
    expect(linkKeys(text)).toEqual(new Set(['m', 'o', 'old']))
    expect(placedLinks(text, own, new Set(['old']))).toEqual([
      {
        block: 'b1',
        key: 'm',
        spans: [
          { key: 's1', length: 1 },
          { key: 's2', length: 1 },
        ],
      },
    ])
    expect(placedLinks(text, own).map(({ key }) => key)).toEqual(['m', 'old'])
  })
})
