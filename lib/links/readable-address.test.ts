import { expect, test } from 'vitest'
import { readableAddress } from './readable-address.ts'

test.each([
  ['https://zh.wikipedia.org/wiki/%E6%B9%96%E7%95%94#%E6%AD%B7%E5%8F%B2', 'https://zh.wikipedia.org/wiki/湖畔#歷史'],
  ['https://example.org/a%2Fb%20c?q=%e6%b9%96%26', 'https://example.org/a%2Fb%20c?q=湖%26'],
  ['https://example.org/%E6%B9', 'https://example.org/%E6%B9'],
  ['https://example.org/%E2%80%AEmoc.live', 'https://example.org/%E2%80%AEmoc.live'],
  ['https://example.org/%C2%A0x', 'https://example.org/%C2%A0x'],
  ['https://example.org/湖', 'https://example.org/湖'],
])('%s', (address, read) => {
  expect(readableAddress(address)).toBe(read)
})
