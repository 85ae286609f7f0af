import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A way to a site on which pages come in pieces, cut before and behind each banner, so that a browser draws what it has many times before all
 * is there: what moves then, moves before the reader's eyes. Everything else comes as it is.
 */
export async function trickle(site: string): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url ?? '/', site), {
      headers: { accept: request.headers.accept ?? '*/*' },
    })
    const headers = Object.fromEntries(
      [...answer.headers].filter(
        ([name]) => !/^(content-encoding|content-length|transfer-encoding|connection|keep-alive)$/.test(name),
      ),
    )
    response.writeHead(answer.status, headers)
    const isPage = headers['content-type']?.startsWith('text/html')
    const pieces = isPage
      ? (await answer.text()).split(/(?=<aside)|(?<=<\/aside>)/)
      : [Buffer.from(await answer.arrayBuffer())]
    for (const piece of pieces) {
      response.write(piece)
      // Long enough for a picture to be drawn between two pieces.
      if (isPage) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
