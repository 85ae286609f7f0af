import type { DocumentStub, Mutation } from './check.ts'
import { isObject, type JsonObject } from './json.ts'
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
const publishedFrom = (document: Stored, id: string): DocumentStub =>
  strengthen({ ...without(document, '_rev', '_updatedAt', '_system'), _id: id })

/** What publishing a draft or version does: it takes its published document's place, or takes it away when it says so, and is gone itself. */
export const publishing = (document: Stored, published: string): Mutation[] => {
  const isEnd = isObject(document._system) && document._system.delete === true
  return [
    isEnd ? { delete: { id: published } } : { createOrReplace: publishedFrom(document, published) },
    { delete: { id: document._id } },
  ]
}
