import { isObject, type Json, type JsonObject, type SampleDocument } from './read-sample.ts'

// What the tests of the sample look at: plain values out of JSON, '' or [] where a field is absent.

export const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

export const itemsOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

export const refOf = (value: Json | undefined): string => (isObject(value) ? textOf(value['_ref']) : '')

export const ofType = (documents: SampleDocument[], type: string): SampleDocument[] =>
  documents.filter(({ _type }) => _type === type)

/** The document of that id; throws when the sample has none, so that no test passes on nothing. */
export function byId(documents: SampleDocument[], id: string): SampleDocument {
  const found = documents.find(({ _id }) => _id === id)
  if (!found) throw new Error(`${id} is not in the sample`)
  return found
}

/** The words of one part of a body: a block's spans, else its own text. */
export const wordsOf = (part: JsonObject): string =>
  itemsOf(part['children'])
    .map((span) => textOf(span['text']))
    .join('') || textOf(part['text'])

/** How many Han characters a text has. */
export const hanLength = (text: string): number => [...text.matchAll(/\p{Script=Han}/gu)].length

/** Width in full-width characters: everything above Latin-1 counts 1, the rest a half. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character > '\u00ff' ? 1 : 0.5), 0)

/** 'reference', 'page', 'url', or 'unresolved'. Throws when a destination says more than one. */
export function kindOf(destination: Json | undefined): string {
  const kinds = isObject(destination)
    ? ['reference', 'page', 'url'].filter((kind) => destination[kind] !== undefined)
    : []
  if (kinds.length > 1) throw new Error(`a destination leads to ${kinds.join(' and ')}`)
  return kinds[0] ?? 'unresolved'
}
