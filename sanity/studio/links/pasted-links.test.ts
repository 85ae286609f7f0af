import { describe, expect, test } from 'vitest'
import { linkedHtml, withDestinations } from './pasted-links.ts'
import { leadingTo, type StoredDestination } from './targets.ts'

const html = '<p>看<a class="x" href="https://www.btcc.com/?a=1">連結</a></p>'

describe('HTML is read for its links', () => {
  test.each([
    ['when it has one', { 'text/html': html, 'text/plain': '看連結' }, html],
    ['also over several lines', { 'text/html': '<A\nHREF=x>x</A>' }, '<A\nHREF=x>x</A>'],
    ['not without a link', { 'text/html': '<p>字 <a name="top">x</a> <abbr title="href=">y</abbr></p>', 'text/plain': '字 x y' }, null],
    ['not when it is meant as plain text', { 'text/html': html, 'text/plain': html }, null],
    ['not when the editor’s own blocks are there', { 'text/html': html, 'application/x-portable-text': '[]' }, null],
    ['not when they are there as JSON', { 'text/html': html, 'application/json': '[]' }, null],
    ['not when there is none', { 'text/plain': 'https://www.btcc.com/' }, null],
  ])('%s', (_, clipboard: Record<string, string>, expected) => expect(linkedHtml((format) => clipboard[format] ?? '')).toBe(expected))
})

describe('a pasted block', () => {
  const outside: StoredDestination = { _type: 'destination', url: 'https://www.btcc.com/?a=1' }
  const destinations = new Map([['https://www.btcc.com/?a=1', outside], ['/zh-TW/academy/research/what', leadingTo('article-what')]])
  const span = (text: string, marks: string[]) => ({ _key: text, _type: 'span', text, marks })
  const link = (_key: string, href: string) => ({ _key, _type: 'link', href })

  test('has its links as the schema does; of one that leads nowhere the words stay, with their other marks', () => {
    const block = {
      _key: 'b', _type: 'block', style: 'h2',
      children: [span('外', ['out']), span('內', ['in', 'strong']), span('壞', ['em', 'bad']), span('字', [])],
      markDefs: [link('out', 'https://www.btcc.com/?a=1'), link('in', '/zh-TW/academy/research/what'), link('bad', 'javascript:alert(1)')],
    }
    expect(withDestinations(block, destinations)).toEqual({
      ...block,
      children: [span('外', ['out']), span('內', ['in', 'strong']), span('壞', ['em']), span('字', [])],
      markDefs: [{ _key: 'out', _type: 'inlineLink', destination: outside }, { _key: 'in', _type: 'inlineLink', destination: leadingTo('article-what') }],
    })
  })

  test('without links, or that is no text, is as it was', () => {
    const words = { _key: 'b', _type: 'block', style: 'normal', listItem: 'bullet', level: 1, children: [span('字', ['strong'])], markDefs: [] }
    const picture = { _key: 'p', _type: 'picture' }
    expect([words, picture].map((block) => withDestinations(block, destinations))).toEqual([words, picture])
  })
})
