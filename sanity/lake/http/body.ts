import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { LakeError } from '../engine/types.ts'
import { isTooDeep, mostDepth } from '../work/json-text.ts'
import { badRequest } from './answer.ts'

/** A document may be 32 MB on the hosted lake; JSON around it takes a little more. */
export const writeLimit = 34 * 1024 * 1024
/** Questions, settings and everything else that is small. */
export const smallLimit = 1024 * 1024

/**
 * Reads a JSON body of at most `limit` bytes and checks it.
 * Throws LakeError: 413 when it is longer, 400 when it is no JSON or not of the schema's form.
 */
export async function readJson<T>(req: IncomingMessage, schema: z.ZodType<T>, limit: number): Promise<T> {
  const text = await readText(req, limit)
  return checked(schema, parseJson(text, 'body'), 'body')
}

/** Reads a form as browsers send one, at most `limit` bytes, and checks it. Throws LakeError 413 and 400. */
export async function readForm<T>(req: IncomingMessage, schema: z.ZodType<T>, limit: number): Promise<T> {
  return checked(schema, Object.fromEntries(new URLSearchParams(await readText(req, limit))), 'form')
}

/** `JSON.parse` with a LakeError 400 that names what was parsed. Nothing that is nested deeper than `mostDepth` goes any further. */
export function parseJson(text: string, what: string): unknown {
  if (isTooDeep(text)) throw badRequest(`The ${what} is nested deeper than ${mostDepth} levels.`)
  try {
    return JSON.parse(text)
  } catch {
    throw badRequest(`The ${what} is no valid JSON.`)
  }
}

/** Checks unknown data. Throws LakeError 400 that names the first thing that is wrong. */
export function checked<T>(schema: z.ZodType<T>, data: unknown, what: string): T {
  const result = schema.safeParse(data)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const place = issue && issue.path.length > 0 ? `${issue.path.map(String).join('.')}: ` : ''
  throw badRequest(`The ${what} is not as it should be: ${place}${issue?.message ?? 'unknown reason'}.`)
}

/** A failure that a body over the limit is answered with. */
export function tooLarge(limit: number): LakeError {
  return new LakeError(413, { type: 'httpPayloadTooLarge', description: `The body is larger than ${limit} bytes.` })
}

async function readText(req: IncomingMessage, limit: number): Promise<string> {
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
