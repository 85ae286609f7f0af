import type { DatabaseSync } from 'node:sqlite'
import { answerTooLarge, type Text, toBytes } from './answer-text.ts'
import { publishedId } from './ids.ts'
import { parseStored } from './log.ts'

/** Bytes of documents in one answer. One document alone may have 32 MB. */
export const MOST_DOCUMENTS = 32 * 1024 * 1024

/** The stored documents of these ids, as they are on the disk: a JSON list of those that are there, in the order asked, and their ids. */
export const documentTexts = (db: DatabaseSync, ids: readonly string[]): Text & { found: string[] } => {
  const read = db.prepare('select json from documents where id = ?')
  const texts: string[] = []
  const found: string[] = []
  let length = 0
  for (const id of ids) {
    const row = read.get(id)
    if (row === undefined) continue
    const text = String(row.json)
    length += text.length
    if (length > MOST_DOCUMENTS && texts.length > 0)
      throw answerTooLarge(MOST_DOCUMENTS, 'Ask for fewer documents at once.')
    texts.push(text)
    found.push(id)
  }
  return { bytes: toBytes(`[${texts.join(',')}]`), found }
}

export type ExportPage = Text & { next: string | null }

/** The ids under which a document may be found: published, its draft, its versions in releases in their order. The same for each of `ids`, none twice. */
export const withVersions = (db: DatabaseSync, ids: readonly string[]): string[] => {
  const wanted = new Map([...new Set(ids.map(publishedId))].map((id) => [id, [id, `drafts.${id}`]]))
  const versions = db
    .prepare("select id from documents where id > 'versions.' and id < 'versions/' order by id")
    .iterate()
  for (const { id } of versions) wanted.get(publishedId(String(id)))?.push(String(id))
  return [...wanted.values()].flat()
}

/** A page of all documents as lines of JSON, in the order of ids, behind the id `after`. It ends when it is long enough, with one line at least. */
export const exportPage = (
  db: DatabaseSync,
  { after, types, most }: { after: string; types?: readonly string[]; most: number },
): ExportPage => {
  const ofTypes = types === undefined ? '' : 'and type in (select value from json_each(:types))'
  const rows = db
    .prepare(`select id, json from documents where id > :after ${ofTypes} order by id`)
    .iterate(types === undefined ? { after } : { after, types: JSON.stringify(types) })
  const lines: string[] = []
  let length = 0
  for (const row of rows) {
    const line = `${String(row.json)}\n`
    lines.push(line)
    length += line.length
    if (length >= most) return { bytes: toBytes(lines.join('')), next: String(row.id) }
  }
  return { bytes: toBytes(lines.join('')), next: null }
}

/** Records of a kind: all of them, or those of some keys. */
export const recordsOf = (
  db: DatabaseSync,
  { kind, keys }: { kind: string; keys?: readonly string[] },
): Map<string, unknown> => {
  const ofKeys = keys === undefined ? '' : 'and key in (select value from json_each(:keys))'
  const rows = db
    .prepare(`select key, value from records where kind = :kind ${ofKeys} order by key`)
    .all(keys === undefined ? { kind } : { kind, keys: JSON.stringify(keys) })
  return new Map(rows.map((row): [string, unknown] => [String(row.key), parseStored(row.value, `a record (${kind})`)]))
}
