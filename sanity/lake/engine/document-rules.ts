import { randomBytes } from 'node:crypto'
import { malformed } from './failures.ts'
import { faultOfId } from './ids.ts'
import { isObject, type JsonObject } from './json.ts'

/** The lake's limits for one document, those of the hosted one. */
export const LIMITS = { bytes: 32 * 1024 * 1024, depth: 20, attributes: 1000 }

// groq-js asks a document's own `hasOwnProperty` and `constructor`: one document with such a field would break every query.
const FORBIDDEN = new Set(['__proto__', 'constructor', 'hasOwnProperty'])

const walk = (value: unknown, path: string, depth: number, attributes: Set<string>, id: string): void => {
  if (Array.isArray(value)) {
    if (depth > LIMITS.depth) throw malformed(`Document "${id}" is nested deeper than ${LIMITS.depth} levels at ${path}`)
    for (const item of value) walk(item, `${path}[]`, depth + 1, attributes, id)
  } else if (isObject(value)) {
    if (depth > LIMITS.depth) throw malformed(`Document "${id}" is nested deeper than ${LIMITS.depth} levels at ${path}`)
    for (const [key, inner] of Object.entries(value)) {
      if (FORBIDDEN.has(key)) throw malformed(`Document "${id}" has a field named "${key}", which is not allowed`)
      const at = path === '' ? key : `${path}.${key}`
      attributes.add(at)
      walk(inner, at, depth + 1, attributes, id)
    }
  }
}

/** Throws LakeError 400 when a document breaks a rule of ids, depth, field names or number of attributes (array places count once). */
export const checkDocument = (document: { _id: string; _type: string } & JsonObject): void => {
  const { _id: id, _type: type } = document
  const fault = faultOfId(id)
  if (fault !== null) throw malformed(`Invalid document ID "${id}": ${fault}`)
  if (typeof type !== 'string' || type === '') throw malformed(`Document "${id}" has no _type`)
  const attributes = new Set<string>()
  walk(document, '', 0, attributes, id)
  if (attributes.size > LIMITS.attributes) {
    throw malformed(`Document "${id}" has ${attributes.size} attributes, ${LIMITS.attributes} are allowed`)
  }
}

/** In: a document's JSON. Throws LakeError 400 when it is over 32 MB. */
export const checkSize = (id: string, json: string): void => {
  const bytes = Buffer.byteLength(json)
  if (bytes > LIMITS.bytes) throw malformed(`Document "${id}" has ${bytes} bytes, ${LIMITS.bytes} are allowed`)
}

/** A copy in which every object inside an array has a `_key`. */
export const withArrayKeys = <Value>(value: Value): Value => fillKeys(value) as Value

const fillKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map((item) => (isObject(item) && item._key === undefined ? { _key: makeKey(), ...fillObject(item) } : fillKeys(item)))
  }
  return isObject(value) ? fillObject(value) : value
}

const fillObject = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillKeys(inner)]))

const makeKey = () => randomBytes(6).toString('hex')
