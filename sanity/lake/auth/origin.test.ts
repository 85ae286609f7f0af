import { expect, test } from 'vitest'
import { isTrustedOrigin } from './origin.ts'

const lake = {
  publicUrl: 'https://lakeside.example',
  allowedOrigins: ['https://studio.example', 'http://desk.lan:3000'],
}

test.each([
  // [Origin, Host, trusted]
  ['https://lakeside.example', 'lakeside.example', true],
  ['https://lakeside.example', '127.0.0.1:3000', true], // behind a proxy that says its own address
  ['http://lakeside.example', 'lakeside.example', true],
  ['https://studio.example', 'lakeside.example', true],
  ['http://desk.lan:3000', 'desk.lan:3000', true],
  ['http://localhost:3000', 'localhost:3000', true],
  ['http://site.localhost:3000', 'site.localhost:3000', true],
  ['http://127.0.0.1:3000', '127.0.0.1:3000', true],
  ['http://192.168.1.20:3000', '192.168.1.20:3000', true],
  ['http://[::1]:3000', '[::1]:3000', true],
  ['http://[fd00::20]:3000', '[fd00::20]:3000', true],
  // A name that we are not known by, led to this machine.
  ['http://rebound.example:3000', 'rebound.example:3000', false],
  ['https://rebound.example', 'rebound.example', false],
  ['http://localhost.rebound.example', 'localhost.rebound.example', false],
  ['http://127.0.0.1.rebound.example', '127.0.0.1.rebound.example', false],
  ['http://notlocalhost', 'notlocalhost', false],
  ['http://lakeside.example.rebound.example', 'lakeside.example.rebound.example', false],
  // Pages of others.
  ['https://evil.example', 'lakeside.example', false],
  ['http://127.0.0.1:8080', '127.0.0.1:3000', false],
  ['null', 'lakeside.example', false],
  ['', 'lakeside.example', false],
  ['http://', '', false],
  ['http://a b', 'a b', false],
])('Origin %s at Host %s: %s', (origin, host, expected) => {
  expect(isTrustedOrigin({ origin, host }, lake)).toBe(expected)
})

test('without an Origin the answer is no', () => {
  expect(isTrustedOrigin({ host: 'lakeside.example' }, lake)).toBe(false)
})
