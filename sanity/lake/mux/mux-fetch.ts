import { createMuxConnection, type MuxConnection, NeverOpenedError, type SocketLike } from './mux-connection.ts'
import { streamAddress } from './frames.ts'
import { abortError, beforeNextTry, createPlainStreams } from './plain-streams.ts'

/**
 * A `fetch` that carries all event streams over one WebSocket and hands everything else to the browser's own. Over HTTP/1.1
 * a browser opens six connections to a host; the Studio holds ten streams, and without this every field stays read-only.
 * `base` is the lake's address, for example `https://example.org/lake` or `/lake`. `connect` is for tests.
 */
export function createMuxFetch(
  base: string,
  connect: (url: string) => SocketLike = (url) => new WebSocket(url),
): typeof fetch {
  const plain = createPlainStreams()
  let connection: MuxConnection | undefined
  const current = (): MuxConnection => {
    if (!connection?.isOpen()) connection = createMuxConnection(connect(socketAddress(base)))
    return connection
  }
  /**
   * Without a WebSocket the plain way tells what is the matter (401 and the login screen), or works where only sockets don't. It has few places,
   * and what finds none tries the socket again: while the lake starts again, all streams of the Studio would else become plain ones.
   */
  const openStream = async (
    address: string,
    headers: Record<string, string>,
    signal: AbortSignal | undefined,
    fetchPlainly: () => Promise<Response> | undefined,
  ): Promise<Response> => {
    for (;;) {
      try {
        return await current().open(address, headers, signal)
      } catch (error) {
        if (!(error instanceof NeverOpenedError)) throw error
      }
      const response = fetchPlainly()
      if (response) return response
      await beforeNextTry(signal)
    }
  }
  return (input, init) => {
    const address = addressOf(input)
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase()
    if (method !== 'GET' || !streamAddress.test(address)) return globalThis.fetch(input, init)
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined))
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
    if (signal?.aborted) return Promise.reject(abortError())
    return openStream(address, Object.fromEntries(headers), signal ?? undefined, () =>
      plain.fetch(input, init, signal ?? undefined),
    )
  }
}

/** The socket beside the lake: `http` becomes `ws`. A base without an origin belongs to the page. */
function socketAddress(base: string): string {
  const url = new URL(`${base.replace(/\/$/, '')}/streams`, globalThis.location?.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}

function addressOf(input: RequestInfo | URL): string {
  if (typeof input === 'string') return input
  return input instanceof URL ? input.href : input.url
}
