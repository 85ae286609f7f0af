import { randomUUID } from 'node:crypto'
import { createServer, request, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { patientTimeout } from '../patient-timeout.ts'

/** What Next said: its true status, its headers, the whole body. */
export type NextAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

export type AskNext = {
  /** Asks for a path (with its query) and resolves when the answer is whole. Rejects when Next breaks off or is silent for too long. */
  ask: (path: string) => Promise<NextAnswer>
  close: () => Promise<void>
}

/** Next did not answer in time. A second question would only wait as long again. */
export class NextTimeoutError extends Error {
  override name = 'NextTimeoutError'
}

/** How long Next may be silent, and how long a whole answer may take: a render that hangs holds one of few places. */
const limits = { silence: 10_000, whole: 20_000 }

/**
 * Serves Next on a socket of its own and asks it there over real HTTP, so statuses, redirects and broken answers are Next's
 * and no header of a reader reaches it: pages can't depend on what the gateway does not know.
 */
export async function askNextOverSocket(handle: RequestListener): Promise<AskNext> {
  const name = `lakeside-${randomUUID()}`
  const socketPath = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`)
  const inner = createServer(handle)
  await new Promise<void>((resolve, reject) => {
    inner.once('error', reject)
    inner.listen(socketPath, resolve)
  })
  const close = () =>
    new Promise<void>((resolve) => {
      inner.close(() => resolve())
      inner.closeAllConnections()
    })
  return { ask: (path) => askOver(socketPath, path), close }
}

/** Asks the Next that is served on a socket. `allowed` are milliseconds. Throws NextTimeoutError, and what breaks the answer off. */
export function askOver(socketPath: string, path: string, allowed = limits): Promise<NextAnswer> {
  return new Promise<NextAnswer>((resolve, reject) => {
    const headers = { host: 'localhost', 'user-agent': 'gateway', accept: '*/*' }
    const giveUp = (what: string) => {
      const error = new NextTimeoutError(`Next ${what} ${path} in time`)
      reject(error)
      question.destroy(error)
    }
    const silence = patientTimeout(allowed.silence, () => giveUp('did not go on with'))
    const whole = patientTimeout(allowed.whole, () => giveUp('did not finish'))
    const question = request({ socketPath, path, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => {
        silence.restart()
        chunks.push(chunk)
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
      answer.on('error', reject)
    })
    question.on('error', reject)
    question.on('close', () => {
      silence.cancel()
      whole.cancel()
    })
    question.end()
  })
}
