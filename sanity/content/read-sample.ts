import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The folder of the sample that comes with Lakeside: documents/ and images/ beside this file. */
const sampleFolder = fileURLToPath(new URL('.', import.meta.url))

const json = z.json()
export type Json = z.infer<typeof json>
export type JsonObject = { [key: string]: Json }

const sampleDocument = z.record(z.string(), json).and(
  z.object({
    _id: z.string().regex(/^[a-zA-Z0-9_-]+$/, 'must be the id of a published document: letters, digits, - and _'),
    _type: z.string().min(1, 'must name a document type'),
  }),
)
export type SampleDocument = z.infer<typeof sampleDocument>

export type Sample = {
  /** Every document, ordered by file path. Images are still named by file: `_sanityAsset`. */
  documents: SampleDocument[]
  /** File names in images/ that the documents use, each once. */
  images: string[]
  folder: string
}

/** The sample is broken: `message` names the file and what is wrong with it, in one sentence. */
export class SampleError extends Error {
  override name = 'SampleError'
}

const imagePrefix = 'image@file://./images/'

/** True for an object, as against a list, text, number or nothing. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every object inside a value, the value itself included, outermost first. */
export function objectsIn(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : []
}

/** The file name an object asks for by `_sanityAsset`, or undefined when it asks for none. Throws SampleError on another form. */
export function imageNameOf(value: JsonObject): string | undefined {
  const asked = value['_sanityAsset']
  if (asked === undefined) return undefined
  const name = typeof asked === 'string' && asked.startsWith(imagePrefix) ? asked.slice(imagePrefix.length) : ''
  if (name === '' || name !== basename(name))
    throw new SampleError(`_sanityAsset must read ${imagePrefix}<file>, but is ${JSON.stringify(asked)}`)
  return name
}

const arraysIn = (value: Json): Json[][] => {
  if (Array.isArray(value)) return [value, ...value.flatMap(arraysIn)]
  return isObject(value) ? Object.values(value).flatMap(arraysIn) : []
}

// The Studio can't tell two items with one _key apart, and the second load would not be the first one's twin without fixed keys.
function checkKeys(document: SampleDocument) {
  for (const items of arraysIn(document)) {
    const keys = items.filter(isObject).map((item) => item['_key'])
    const wrong = keys.findIndex((key, at) => typeof key !== 'string' || key === '' || keys.indexOf(key) !== at)
    if (wrong !== -1)
      throw new SampleError(
        `a list's item ${wrong + 1} has no _key, or one that stands twice: ${JSON.stringify(keys[wrong] ?? null)}`,
      )
  }
}

function parseDocument(text: string): SampleDocument {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw new SampleError(`not valid JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = sampleDocument.safeParse(raw)
  if (!parsed.success) {
    throw new SampleError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the document'}: ${message}`).join('; '),
    )
  }
  checkKeys(parsed.data)
  return parsed.data
}

async function listFolder(folder: string, recursive: boolean): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
  } catch (error) {
    throw new SampleError(`${folder} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function checkReferences(read: { file: string; document: SampleDocument }[]) {
  const ids = new Set(read.map(({ document }) => document._id))
  for (const { file, document } of read) {
    const lost = objectsIn(document)
      .map((value) => value['_ref'])
      .find((ref) => typeof ref === 'string' && !ids.has(ref))
    if (lost !== undefined)
      throw new SampleError(`${file}: refers to ${JSON.stringify(lost)}, which is not in the sample`)
  }
}

/**
 * Reads and checks the sample: one JSON document a file in documents/**, pictures in images/. Errors: SampleError with file and reason for broken
 * JSON, a missing id, type or _key, an id that stands twice, a lost reference or picture.
 * @param folder the folder.
 * @returns documents and the names of their pictures.
 */
export async function readSample(folder: string = sampleFolder): Promise<Sample> {
  const files = (await listFolder(join(folder, 'documents'), true)).filter((file) => file.endsWith('.json'))
  if (files.length === 0) throw new SampleError(`${join(folder, 'documents')} holds no .json file`)
  const pictures = new Set((await listFolder(join(folder, 'images'), false)).map((file) => basename(file)))
  const read: { file: string; document: SampleDocument }[] = []
  const images = new Set<string>()
  for (const file of files) {
    try {
      const document = parseDocument(await readFile(file, 'utf8'))
      const twin = read.find((other) => other.document._id === document._id)
      if (twin) throw new SampleError(`the id ${document._id} already stands in ${twin.file}`)
      for (const name of objectsIn(document).map(imageNameOf)) {
        if (name === undefined) continue
        if (!pictures.has(name)) throw new SampleError(`the picture ${name} is not in images/`)
        images.add(name)
      }
      read.push({ file, document })
    } catch (error) {
      throw error instanceof SampleError ? new SampleError(`${file}: ${error.message}`) : error
    }
  }
  checkReferences(read)
  return { documents: read.map(({ document }) => document), images: [...images].toSorted(), folder }
}
