import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

export type Encoding = 'identity' | 'gzip' | 'br'
export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer }

/** Connections that are kept. More than a server that keeps up ever needs, and fewer than Lakeside takes from one address. */
export const newAgent = () => new Agent({ keepAlive: true, maxSockets: 1000 })

/** Asks once and resolves with the bytes as they came. Rejects when the connection breaks. */
export function ask(url: string, encoding: Encoding, agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const question = request(url, { agent, headers: { 'accept-encoding': encoding } }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
      answer.on('error', reject)
    })
    question.on('error', reject)
    question.end()
  })
}

/** The words of an answer, whatever it was encoded in. */
export function textOf({ headers, body }: Answer): string {
  const encoding = headers['content-encoding']
  return (encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body).toString(
    'utf8',
  )
}
