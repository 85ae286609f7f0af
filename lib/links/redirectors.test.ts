import { expect, test } from 'vitest'
import { unwrappedAddress } from './redirectors.ts'
import { typedDestination } from './typed-links.ts'

const target = 'https://example.org/target'
const encoded = encodeURIComponent(target)

test.each([
  ['Google Docs and Gmail', `https://www.google.com/url?q=${target}&sa=D&ust=1`, target],
  ['Google’s results', `https://www.google.com.tw/url?sa=t&url=${encoded}`, target],
  ['Facebook', `https://l.facebook.com/l.php?u=${encoded}&h=AT0`, target],
  [
    'Facebook’s own parameter in the target',
    `https://lm.facebook.com/l.php?u=${encodeURIComponent(`${target}?a=1&b=2`)}&h=x`,
    `${target}?a=1&b=2`,
  ],
  ['Instagram', `https://l.instagram.com/?u=${encoded}&e=1`, target],
  ['Outlook', `https://apc01.safelinks.protection.outlook.com/?url=${encoded}&data=05%7C`, target],
  ['YouTube', `https://www.youtube.com/redirect?event=video&q=${encoded}`, target],
  ['LinkedIn', `https://www.linkedin.com/safety/go?url=${encoded}`, target],
  [
    'one in the other',
    `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://www.google.com/url?q=${encoded}`)}`,
    target,
  ],
  [
    'Chinese in the target',
    `https://www.google.com/url?q=${encodeURIComponent('https://example.org/湖畔')}`,
    'https://example.org/湖畔',
  ],
  ['a short address, which does not say', 'https://t.co/abc', 'https://t.co/abc'],
  [
    'a search, which leads nowhere else',
    'https://www.google.com/search?q=https://example.org',
    'https://www.google.com/search?q=https://example.org',
  ],
  [
    'a target that is no page',
    'https://www.google.com/url?q=javascript:alert(1)',
    'https://www.google.com/url?q=javascript:alert(1)',
  ],
  ['a wrapper without a target', 'https://l.facebook.com/l.php?h=1', 'https://l.facebook.com/l.php?h=1'],
  [
    'a host that only looks like one',
    `https://www.google.com.evil.example/url?q=${encoded}`,
    `https://www.google.com.evil.example/url?q=${encoded}`,
  ],
  ['a page of another kind', target, target],
  ['no address', '湖畔', '湖畔'],
])('%s', (_, from, to) => {
  expect(unwrappedAddress(from)).toBe(to)
})

test('what is typed or pasted leads to the target, also when it is a page of ours', () => {
  const wrapped = (to: string) =>
    typedDestination(`https://www.google.com/url?q=${encodeURIComponent(to)}&sa=D`, 'https://lakeside.example')
  expect(wrapped(target)).toEqual({ kind: 'url', url: target })
  expect(wrapped('https://lakeside.example/zh-TW/academy/market/one')).toEqual({
    kind: 'document',
    type: 'article',
    slug: 'one',
  })
})
