import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A way to a site on which pages come in small pieces, so that a browser draws what it has many times before all is there: what moves then,
 * moves before the reader's eyes. Everything else comes as it is.
 */
export async function trickle(site: string, piece = 1_500): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url ?? '/', site), { headers: { accept: request.headers.accept ?? '*/*' } })
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !/^(content-encoding|content-length|transfer-encoding|connection|keep-alive)$/.test(name)))
    response.writeHead(answer.status, headers)
    const body = Buffer.from(await answer.arrayBuffer())
    const step = headers['content-type']?.startsWith('text/html') ? piece : body.length
    for (let from = 0; from < body.length; from += step) {
      // Long enough for a picture to be drawn between two pieces.
      if (from > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      response.write(body.subarray(from, from + step))
    }
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
