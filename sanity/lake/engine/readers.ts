import { answerTooLarge, type Text, toBytes, valueOf } from './answer-text.ts'
import type { Pool } from './pool.ts'
import { type ExportPage, MOST_DOCUMENTS } from './stored-records.ts'
import type { Commit, Engine, LoggedTransaction, StoredDocument, Asker } from './types.ts'

/** Characters of JSON in one page of an export or of the log: a moment's work, so that others' readings come between. */
const PAGE = 1024 * 1024

type Readings = Pick<
  Engine,
  | 'documents'
  | 'documentTexts'
  | 'allDocuments'
  | 'exportPages'
  | 'transactions'
  | 'transactionPages'
  | 'commitsAfter'
  | 'documentAt'
  | 'documentsAt'
>

/** All that is read from the disk as it is, without a query, in pages of bounded length. `ask` asks the lane of records. */
export const createReadings = (ask: (...args: Parameters<Pool['ask']>) => Promise<unknown>): Readings => {
  const documentTexts = async (
    ids: readonly string[],
    { allVersions = false, ...asker }: Asker & { allVersions?: boolean } = {},
  ) => (await ask('documents', { ids, allVersions }, asker)) as Text & { found: readonly string[] }

  async function* exportPages({
    types,
    ...asker
  }: Asker & { types?: readonly string[] } = {}): AsyncGenerator<Uint8Array> {
    for (let after: string | null = ''; after !== null;) {
      const page = (await ask('exportPage', { after, most: PAGE, ...(types ? { types } : {}) }, asker)) as ExportPage
      after = page.next
      if (page.bytes.length > 0) yield page.bytes
    }
  }

  async function* transactionPages(
    range: Parameters<Engine['transactions']>[0],
    asker: Asker = {},
  ): AsyncGenerator<readonly LoggedTransaction[]> {
    let left = range.limit ?? Infinity
    for (let after: number | null = null; left > 0;) {
      const limited = left === Infinity ? range : { ...range, limit: left }
      const page = (await ask('transactions', { range: limited, after, most: PAGE }, asker)) as Text & {
        next: number | null
      }
      const entries = valueOf(page.bytes) as LoggedTransaction[]
      yield entries
      left -= entries.length
      after = page.next
      if (after === null) return
    }
  }

  const documentAt = async (id: string, at: Parameters<Engine['documentAt']>[1], asker: Asker = {}) =>
    (await ask('documentAt', { id, at }, asker)) as Text

  return {
    documentTexts,
    exportPages,
    transactionPages,
    documents: async (ids, asker) => {
      const { bytes, found } = await documentTexts(ids, asker)
      const list = valueOf(bytes) as StoredDocument[]
      const byId = new Map(found.map((id, index) => [id, list[index] ?? null]))
      return ids.map((id) => byId.get(id) ?? null)
    },
    allDocuments: async function* () {
      for await (const page of exportPages()) {
        for (const line of Buffer.from(page).toString('utf8').split('\n'))
          if (line !== '') yield JSON.parse(line) as StoredDocument
      }
    },
    transactions: async (range, asker) => {
      const all: LoggedTransaction[] = []
      for await (const page of transactionPages(range, asker)) all.push(...page)
      return all
    },
    commitsAfter: async (seq, limit, asker = {}) =>
      valueOf(((await ask('commitsAfter', { seq, limit, most: PAGE }, asker)) as Text).bytes) as Commit[],
    documentAt: async (id, at, asker) => valueOf((await documentAt(id, at, asker)).bytes) as StoredDocument | null,
    documentsAt: async (ids, at, asker) => {
      const parts: Uint8Array[] = []
      let length = 0
      for (const id of ids) {
        const { bytes } = await documentAt(id, at, asker)
        if (bytes.length === 'null'.length) continue
        length += bytes.length
        if (length > MOST_DOCUMENTS && parts.length > 0)
          throw answerTooLarge(MOST_DOCUMENTS, 'Ask for fewer documents at once.')
        if (parts.length > 0) parts.push(toBytes(','))
        parts.push(bytes)
      }
      return Buffer.concat([toBytes('['), ...parts, toBytes(']')])
    },
  }
}
