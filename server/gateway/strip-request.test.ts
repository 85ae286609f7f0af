import { expect, test } from 'vitest'
import { stripRequest } from './strip-request.ts'

test('what steers Next is taken off; what an application needs stays', () => {
  const kept = {
    host: 'a',
    cookie: 'b=c',
    referer: 'http://a/',
    accept: '*/*',
    'accept-language': 'zh-TW',
    'user-agent': 'x',
    'x-forwarded-for': '1.2.3.4',
    'sec-fetch-mode': 'navigate',
  }
  const steering = {
    'next-action': 'a',
    rsc: '1',
    'next-router-state-tree': '[]',
    'next-router-prefetch': '1',
    'next-url': '/',
    'x-nextjs-data': '1',
    'x-middleware-subrequest': 'a',
    'x-matched-path': '/',
    'x-invoke-path': '/',
    'x-prerender-revalidate': 'a',
    'content-type': 'multipart/form-data',
  }
  const headers = { ...kept, ...steering }
  stripRequest({ headers })
  expect(headers).toEqual(kept)
})
