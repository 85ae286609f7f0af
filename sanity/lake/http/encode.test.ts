import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { chooseEncoding, encode } from './encode.ts'

test.each([
  [undefined, 'identity'],
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['*', 'br'],
  ['identity', 'identity'],
  [';;;,q=1,gzip;q=x', 'identity'],
])('%s gives %s', (header, expected) => {
  expect(chooseEncoding(header)).toBe(expected)
})

test('what is encoded comes back the same', async () => {
  const body = Buffer.from('湖畔'.repeat(1000))
  expect(brotliDecompressSync(await encode(body, 'br'))).toEqual(body)
  expect(gunzipSync(await encode(body, 'gzip'))).toEqual(body)
  expect(await encode(body, 'identity')).toEqual(body)
})
