import { describe, expect, test } from 'vitest'
import { clientAddress, createProxyTest } from './client-address.ts'

describe('clientAddress', () => {
  test.each([
    ['no proxy is trusted: the header means nothing', '1.2.3.4', '9.9.9.9', [], '1.2.3.4'],
    ['a trusted proxy names the client', '127.0.0.1', '9.9.9.9', ['127.0.0.1'], '9.9.9.9'],
    [
      'what the client wrote before the proxy is not believed',
      '127.0.0.1',
      '6.6.6.6, 9.9.9.9',
      ['127.0.0.1'],
      '9.9.9.9',
    ],
    [
      'a chain of trusted proxies is followed',
      '127.0.0.1',
      '9.9.9.9, 10.0.0.7',
      ['127.0.0.1', '10.0.0.0/8'],
      '9.9.9.9',
    ],
    ['IPv4 inside IPv6 is the same address', '::ffff:127.0.0.1', '9.9.9.9', ['127.0.0.1'], '9.9.9.9'],
    ['ports and brackets are taken off', '::1', '[2001:db8::1]:4711', ['::1'], '2001:db8::1'],
    ['an IPv4 port is taken off', '::1', '9.9.9.9:80', ['::1'], '9.9.9.9'],
    ['nonsense ends the chain', '127.0.0.1', 'unknown', ['127.0.0.1'], '127.0.0.1'],
    ['no header', '127.0.0.1', undefined, ['127.0.0.1'], '127.0.0.1'],
    ['no peer (the connection is gone)', undefined, '9.9.9.9', ['127.0.0.1'], ''],
  ])('%s', (_why, remote, header, trusted, expected) => {
    expect(clientAddress(remote, header, createProxyTest(trusted))).toBe(expected)
  })

  test('networks are compared by their prefix', () => {
    expect(clientAddress('10.1.2.3', '9.9.9.9', createProxyTest(['10.0.0.0/8']))).toBe('9.9.9.9')
    expect(clientAddress('11.1.2.3', '9.9.9.9', createProxyTest(['10.0.0.0/8']))).toBe('11.1.2.3')
  })
})
