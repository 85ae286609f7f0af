import { expect, test } from 'vitest'
import { readPlainHead } from './read-head.ts'

const read = (text: string) => readPlainHead(Buffer.from(text, 'latin1'))
const withLines = (...lines: string[]) =>
  read(['GET /zh-TW HTTP/1.1', 'Host: localhost:3000', ...lines, '', ''].join('\r\n'))

test('what a browser asks on its first visit is plain', () => {
  expect(
    withLines(
      'Connection: keep-alive',
      'sec-ch-ua: "Chromium";v="156", "Not=A?Brand";v="8"',
      'sec-ch-ua-mobile: ?0',
      'Upgrade-Insecure-Requests: 1',
      'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)',
      'Accept: text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
      'Sec-Fetch-Mode: navigate',
      'Accept-Encoding: gzip, deflate, br, zstd',
      'Accept-Language: zh-TW,zh;q=0.9',
    ),
  ).toEqual({ path: '/zh-TW', acceptEncoding: 'gzip, deflate, br, zstd' })
  expect(read('GET /a HTTP/1.1\r\nhost: [::1]:80\r\n\r\n')).toEqual({ path: '/a', acceptEncoding: undefined })
})

test.each([
  ['another method', 'HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['another version', 'GET /a HTTP/1.0\r\nHost: a\r\n\r\n'],
  ['a query', 'GET /a?b HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a whole address', 'GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a fragment', 'GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a path that is not ASCII', 'GET /\xe6 HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['no host', 'GET /a HTTP/1.1\r\nAccept: a\r\n\r\n'],
  ['two hosts', 'GET /a HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n'],
  ['a host that is none', 'GET /a HTTP/1.1\r\nHost: a/b\r\n\r\n'],
  ['a carriage return within', 'GET /a HTTP/1.1\r\nHost: a\r\nAccept: b\rc\r\n\r\n'],
  ['a null', 'GET /a HTTP/1.1\r\nHost: a\r\nAccept: b\0\r\n\r\n'],
  ['a space before the colon', 'GET /a HTTP/1.1\r\nHost : a\r\n\r\n'],
])('%s is not plain', (_what, text) => {
  expect(read(text)).toBeUndefined()
})

test.each([
  ['bare line feeds', 'GET /a HTTP/1.1\nHost: a\n\n'],
  ['a bare line feed within', 'GET /a HTTP/1.1\r\nHost: a\nAccept: b\r\n\r\n'],
  ['a folded line', 'GET /a HTTP/1.1\r\nHost: a\r\nAccept: b\r\n c\r\n\r\n'],
  ['no end', 'GET /a HTTP/1.1\r\nHost: a\r\n'],
  ['half an end', 'GET /a HTTP/1.1\r\nHost: a\r\n\r'],
  ['something behind the end', 'GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\n\r\n'],
  ['a whole one more', 'GET /a HTTP/1.1\r\nHost: a\r\n\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['a method that may have a body', 'POST /a HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['the end alone', '\r\n\r\n'],
  ['nothing', ''],
])('%s is not plain either', (_what, text) => {
  expect(read(text)).toBeUndefined()
})

test.each([
  'Cookie: a=b',
  'If-None-Match: "a"',
  'If-Modified-Since: Sun, 29 Nov 2026 00:00:00 GMT',
  'Connection: close',
  'Connection: keep-alive, upgrade',
  'Authorization: Bearer a',
  'Range: bytes=0-1',
  'TE: trailers',
  'X-Unheard-Of: a',
  'Accept:\tb',
  'Accept: ',
  'Accept: \xe6',
])('with %o it is not plain', (line) => {
  expect(withLines(line)).toBeUndefined()
})

test.each([
  'Content-Length: 0',
  'content-length : 5',
  'Transfer-Encoding: chunked',
  'TRANSFER-ENCODING\t:chunked',
  'Upgrade: websocket',
  'Expect: 100-continue',
  ' Accept: folded',
])('with %o it is not plain either', (line) => {
  expect(withLines(line)).toBeUndefined()
})

test('two lists of encodings and too many headers are not plain; too many bytes are not looked at', () => {
  expect(withLines('Accept-Encoding: gzip', 'Accept-Encoding: br')).toBeUndefined()
  const many = (count: number) => Array.from({ length: count }, () => 'Accept: a')
  expect(withLines(...many(48))).toMatchObject({ path: '/zh-TW' })
  expect(withLines(...many(49))).toBeUndefined()
  expect(withLines(`Accept: ${'a'.repeat(8_000)}`)).toMatchObject({ path: '/zh-TW' })
  expect(withLines(`Accept: ${'a'.repeat(8_200)}`)).toBeUndefined()
})
