import type { DocumentStub } from './check.ts'
import type { JsonObject } from './json.ts'
import { strengthen } from './references.ts'

export type Stored = { _id: string; _type: string } & JsonObject
/** The state of the lake within the transaction, earlier steps included. */
export type Read = (id: string) => Stored | null

/** The document without these fields. */
export const without = (document: Stored, ...fields: string[]): JsonObject & { _type: string } => {
  const rest: JsonObject = { ...document }
  for (const field of fields) delete rest[field]
  return { ...rest, _type: document._type }
}

/** What a draft or version becomes when it is published under that id. */
export const publishedFrom = (document: Stored, id: string): DocumentStub => strengthen({ ...without(document, '_rev', '_updatedAt', '_system'), _id: id })
