import type { Server } from 'node:http'
import { isIP } from 'node:net'

/** A start that can't be: one sentence for the person at the terminal, without a stack. */
export class StartError extends Error {
  override name = 'StartError'
}

/**
 * Listens and answers the port (which the system chose when it was 0).
 * Throws StartError when the port is taken, not allowed, or the address is not this machine's.
 */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(sentence(error, host, port))))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new StartError(`Listening on ${host} gave no port.`)
  return address.port
}

function sentence(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use by another program; stop it or start with another one, for example PORT=${port + 1}.`
  if (error.code === 'EACCES')
    return `Port ${port} may not be used by this user; choose one of 1024 or above with PORT.`
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `${host} is not an address of this machine; set HOST to 127.0.0.1 or to one that is.`
  return `Listening on ${host}, port ${port}, failed: ${error.message}.`
}

/** The addresses of a listening server: what a person on this machine types, and what this process itself asks. */
export function localAddresses(host: string, port: number): { shown: string; inner: string } {
  const everywhere = host === '0.0.0.0' || host === '::'
  const loopback = everywhere || host === '127.0.0.1' || host === '::1' || host === 'localhost'
  const reachable = everywhere ? '127.0.0.1' : host
  const literal = isIP(reachable) === 6 ? `[${reachable}]` : reachable
  return { shown: `http://${loopback ? 'localhost' : literal}:${port}`, inner: `http://${literal}:${port}` }
}
