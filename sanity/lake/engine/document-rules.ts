import { randomBytes } from 'node:crypto'
import { malformed } from './failures.ts'
import { faultOfId } from './ids.ts'
import { isObject, type JsonObject } from './json.ts'

/** The lake's limits for one document, those of the hosted one. A megabyte is 1,000,000 bytes there. */
export const LIMITS = { bytes: 32_000_000, depth: 20, attributes: 1000 }

/** Names of fields that the hosted lake takes: content with others could not move there. */
const isAttributeName = (name: string): boolean => /^[A-Za-z0-9_-]+$/.test(name)

// groq-js asks a document's own `hasOwnProperty` and `constructor`: one document with such a field would break every query.
const FORBIDDEN = new Set(['__proto__', 'constructor', 'hasOwnProperty'])

type Walk = { id: string; attributes: Set<string>; isKnownName: (name: string) => boolean }

const walk = (value: unknown, path: string, depth: number, about: Walk): void => {
  const { id, attributes, isKnownName } = about
  if (typeof value !== 'object' || value === null) return
  if (depth > LIMITS.depth) throw malformed(`Document "${id}" is nested deeper than ${LIMITS.depth} levels at ${path}`)
  if (Array.isArray(value)) {
    for (const item of value) walk(item, `${path}[]`, depth + 1, about)
    return
  }
  for (const [key, inner] of Object.entries(value)) {
    if (FORBIDDEN.has(key)) throw malformed(`Document "${id}" has a field named "${key}", which is not allowed`)
    if (!isAttributeName(key) && !isKnownName(key)) {
      const where = path === '' ? 'at its top' : `in ${path}`
      throw malformed(
        `Document "${id}" has a field named ${JSON.stringify(key)} ${where}; names of fields are made of the letters a to z, digits, "_" and "-"`,
      )
    }
    const at = path === '' ? key : `${path}.${key}`
    attributes.add(at)
    walk(inner, at, depth + 1, about)
  }
}

/**
 * Checks ids, depth, names of fields and the number of attributes (array places count once).
 *
 * @param isKnownName Whether a name that is not allowed is in the lake already: such a document must stay editable.
 * @throws LakeError 400 when a document breaks a rule.
 */
export const checkDocument = (
  document: { _id: string; _type: string } & JsonObject,
  isKnownName: (name: string) => boolean,
): void => {
  const { _id: id, _type: type } = document
  const fault = faultOfId(id)
  if (fault !== null) throw malformed(`Invalid document ID "${id}": ${fault}`)
  if (typeof type !== 'string' || type === '') throw malformed(`Document "${id}" has no _type`)
  const attributes = new Set<string>()
  walk(document, '', 0, { id, attributes, isKnownName })
  if (attributes.size > LIMITS.attributes) {
    throw malformed(`Document "${id}" has ${attributes.size} attributes, ${LIMITS.attributes} are allowed`)
  }
}

/** The names of all fields in documents. */
export const fieldNamesOf = (documents: Iterable<unknown>): ReadonlySet<string> => {
  const names = new Set<string>()
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) collect(item)
    else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        names.add(key)
        collect(inner)
      }
    }
  }
  for (const document of documents) collect(document)
  return names
}

/**
 * Takes a document's JSON.
 * @throws LakeError 400 when it is over 32 MB.
 */
export const checkSize = (id: string, json: string): void => {
  const bytes = Buffer.byteLength(json)
  if (bytes > LIMITS.bytes) throw malformed(`Document "${id}" has ${bytes} bytes, ${LIMITS.bytes} are allowed`)
}

/** A copy in which every object inside an array has a `_key`. */
export const withArrayKeys = <Value>(value: Value): Value => fillKeys(value) as Value

const fillKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map((item) =>
      isObject(item) && item._key === undefined ? { _key: makeKey(), ...fillObject(item) } : fillKeys(item),
    )
  }
  return isObject(value) ? fillObject(value) : value
}

const fillObject = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillKeys(inner)]))

const makeKey = () => randomBytes(6).toString('hex')
