import { randomUUID } from 'node:crypto'
import { createServer, request, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What Next said: its true status, its headers, the whole body. */
export type NextAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

export type AskNext = {
  /** Asks for a path (with its query) and resolves when the answer is whole. Rejects when Next breaks off or is silent for too long. */
  ask: (path: string) => Promise<NextAnswer>
  close: () => Promise<void>
}

/**
 * Serves Next on a socket of its own and asks it there over real HTTP, so statuses, redirects and broken answers are Next's
 * and no header of a reader reaches it: pages can't depend on what the gateway does not know.
 * `timeout` is in milliseconds of silence.
 */
export async function askNextOverSocket(handle: RequestListener, timeout = 10_000): Promise<AskNext> {
  const name = `lakeside-${randomUUID()}`
  const socketPath = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
  const inner = createServer(handle)
  await new Promise<void>((resolve, reject) => {
    inner.once('error', reject)
    inner.listen(socketPath, resolve)
  })
  const ask = (path: string) =>
    new Promise<NextAnswer>((resolve, reject) => {
      const question = request({ socketPath, path, timeout, headers: { host: 'localhost', 'user-agent': 'gateway', accept: '*/*' } }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) }))
        answer.on('error', reject)
      })
      question.on('timeout', () => question.destroy(new Error(`Next did not finish ${path} within ${timeout} ms`)))
      question.on('error', reject)
      question.end()
    })
  const close = () =>
    new Promise<void>((resolve) => {
      inner.close(() => resolve())
      inner.closeAllConnections()
    })
  return { ask, close }
}
