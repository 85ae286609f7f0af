import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/**
 * The address a request truly comes from. `X-Forwarded-For` is read from its end, and only as long as the address before
 * it is a trusted proxy: what a stranger writes into the header is never believed.
 * `trusted` holds addresses and networks like `10.0.0.0/8`.
 */
export function clientAddress(remote: string | undefined, forwardedFor: string | undefined, trusted: readonly string[]): string {
  return addressBehind(remote, forwardedFor, trustOf(trusted))
}

/** The same for requests, with the networks read once: for what is asked at every request. */
export function createAddressOf(trusted: readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = trustOf(trusted)
  return ({ socket, headers }) => {
    const forwarded = headers['x-forwarded-for']
    return addressBehind(socket.remoteAddress, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, isTrusted)
  }
}

/** Whether a connection comes from a trusted proxy. */
export function createProxyTest(trusted: readonly string[]): (remote: string) => boolean {
  const isTrusted = trustOf(trusted)
  return (remote) => isTrusted(plainAddress(remote))
}

function addressBehind(remote: string | undefined, forwardedFor: string | undefined, isTrusted: (address: string) => boolean): string {
  let address = plainAddress(remote ?? '')
  const hops = (forwardedFor ?? '').split(',').map((hop) => plainAddress(hop.trim())).filter((hop) => hop !== '')
  while (isTrusted(address)) {
    const next = hops.pop()
    if (next === undefined || isIP(next) === 0) return address
    address = next
  }
  return address
}

function trustOf(trusted: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const entry of trusted) {
    const [address = '', prefix] = entry.trim().split('/', 2)
    const family = familyOf(address)
    if (!family) continue
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return (address) => {
    const family = familyOf(address)
    return family !== undefined && list.check(address, family)
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address)
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined
}

/** Takes brackets, a port, and the IPv6 form of an IPv4 address off. */
function plainAddress(text: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)
  const bare = bracketed?.[1] ?? (/^\d+\.\d+\.\d+\.\d+:\d+$/.test(text) ? text.slice(0, text.lastIndexOf(':')) : text)
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}
