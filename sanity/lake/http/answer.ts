import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { LakeError } from '../engine/types.ts'
import { chooseEncoding, encode } from './encode.ts'

/** What a route answers. `null` means that the route has written, or will write, the answer itself (streams, files). */
export type Answer = {
  status?: number
  headers?: Readonly<Record<string, string | string[]>>
  /** Sent as JSON. */
  json?: unknown
  /** JSON that is bytes already, in parts: what a worker has made is neither built nor read here. */
  jsonBytes?: readonly Uint8Array[]
  /** Sent as it is; the route names its content type. */
  text?: string
} | null

/** The headers of every answer of the lake: nothing is stored by a cache, and nothing is guessed to be of another type. */
export const baseHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const

/** In bytes. A shorter answer fits into one packet as it is. */
const worthEncoding = 1024

/** Sends an answer that a route returned, in the best encoding that was asked for. Does nothing when the connection is gone. */
export async function sendAnswer(res: ServerResponse, answer: Exclude<Answer, null>): Promise<void> {
  if (res.headersSent || res.destroyed) return
  // What was sent and not read would be taken for the next request of this connection.
  if (!res.req.complete) res.setHeader('connection', 'close')
  const isJson = answer.text === undefined && (answer.json !== undefined || answer.jsonBytes !== undefined)
  const plain = plainBody(answer)
  const isLong = plain !== undefined && plain.length >= worthEncoding
  const encoding = isLong ? chooseEncoding(res.req.headers['accept-encoding']) : 'identity'
  const body = plain && (await encode(plain, encoding))
  if (res.headersSent || res.destroyed) return
  if (isLong) res.appendHeader('vary', 'Accept-Encoding')
  res.writeHead(answer.status ?? (body === undefined ? 204 : 200), {
    ...baseHeaders,
    ...(isJson ? { 'content-type': 'application/json; charset=utf-8' } : {}),
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    ...(body === undefined ? {} : { 'content-length': String(body.length) }),
    ...answer.headers,
  })
  res.end(body)
}

function plainBody({ text, json, jsonBytes }: Exclude<Answer, null>): Buffer | undefined {
  if (text !== undefined) return Buffer.from(text)
  if (jsonBytes !== undefined) return Buffer.concat(jsonBytes)
  return json === undefined ? undefined : Buffer.from(JSON.stringify(json))
}

/** Sends a part of a long answer, and waits until the client takes more. Rejects with the signal's reason when the client leaves. */
export async function send(res: ServerResponse, part: Uint8Array | string, left: AbortSignal): Promise<void> {
  left.throwIfAborted()
  if (!res.write(part)) await once(res, 'drain', { signal: left })
}

/** The answer for a failure, in the form that @sanity/client understands. What is no LakeError is told to nobody. */
export function failureAnswer(error: unknown): Exclude<Answer, null> {
  const known = error instanceof LakeError ? error : internalError
  return {
    status: known.status,
    json: { error: known.detail, statusCode: known.status, message: known.message },
    ...(known.status === 503 || known.status === 429
      ? { headers: { 'retry-after': String(known.detail['retryAfter'] ?? 1) } }
      : {}),
  }
}

const internalError = new LakeError(500, {
  type: 'internalServerError',
  description: 'The lake failed to answer. The reason is in its log.',
})

/** A failure of the request itself, to be thrown by routes. */
export function badRequest(description: string): LakeError {
  return new LakeError(400, { type: 'httpBadRequest', description })
}

/** The thing asked for does not exist. */
export function notFound(description: string): LakeError {
  return new LakeError(404, { type: 'httpNotFound', description })
}

/** The caller is known and may not do this. */
export function forbidden(description: string): LakeError {
  return new LakeError(403, { type: 'httpForbidden', description })
}

/** Nobody is signed in. The Studio shows its login screen. */
export function unauthorized(description: string): LakeError {
  return new LakeError(401, { type: 'httpUnauthorized', description })
}
