import { expect, test } from 'vitest'
import { takeWholeAddress } from './request-target.ts'

const take = (url: string, host = 'localhost') => {
  const request = { url, headers: { host } }
  takeWholeAddress(request, ['lakeside.example', 'localhost:3000'])
  return `${request.headers.host} ${request.url}`
}

test.each([
  ['http://localhost/zh-TW?a=http://b/', 'localhost /zh-TW?a=http://b/'],
  ['HTTP://LOCALHOST:3000/zh-TW', 'LOCALHOST:3000 /zh-TW'],
  ['https://lakeside.example/', 'lakeside.example /'],
  ['http://lakeside.example', 'lakeside.example /'],
  ['http://lakeside.example?q', 'lakeside.example /?q'],
  ['http://localhost//evil.example', 'localhost //evil.example'], // a path of ours, to be judged as any other
])('%s is a path of this site', (target, expected) => expect(take(target)).toBe(expected))

test.each([
  'http://evil.example/zh-TW',
  'http://localhost:3001/',
  'http://a@localhost/',
  'http://localhost@evil.example/',
  'ftp://localhost/',
  'evil.example:443',
  '*',
  '/zh-TW',
  'http:///zh-TW',
])('%s is left as it is', (target) => {
  expect(take(target)).toBe(`localhost ${target}`)
})
