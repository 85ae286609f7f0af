import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6 } from 'node:net'

/**
 * The address a request truly comes from. `X-Forwarded-For` is read from its end, and only as long as the address before
 * it is a trusted proxy: what a stranger writes into the header is never believed.
 * `isTrusted` is of `createProxyTest`.
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: string | undefined,
  isTrusted: (address: string) => boolean,
): string {
  let address = plainAddress(remote ?? '')
  const hops = (forwardedFor ?? '')
    .split(',')
    .map((hop) => plainAddress(hop.trim()))
    .filter((hop) => hop !== '')
  while (isTrusted(address)) {
    const next = hops.pop()
    if (next === undefined || isIP(next) === 0) return address
    address = next
  }
  return address
}

/** The address of a request, for what is asked at every one: the networks are read once. */
export function createAddressOf(trusted: readonly string[]): (request: IncomingMessage) => string {
  const isTrusted = createProxyTest(trusted)
  return ({ socket, headers }) => {
    const forwarded = headers['x-forwarded-for']
    return clientAddress(socket.remoteAddress, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, isTrusted)
  }
}

/** Whether an address is a trusted proxy's. `trusted` holds addresses and networks like `10.0.0.0/8`. */
export function createProxyTest(trusted: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const entry of trusted) {
    const [address = '', prefix] = entry.trim().split('/', 2)
    const family = familyOf(address)
    if (!family) continue
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return (given) => {
    const address = plainAddress(given)
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

/** What an address is counted as: one household has 2^64 addresses of IPv6, an IPv4 address stands for itself. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.split('::', 2)
  const groups = head.split(':').filter(Boolean)
  const behind = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - behind.length)
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...behind].slice(0, 4).join(':').toLowerCase()
}
