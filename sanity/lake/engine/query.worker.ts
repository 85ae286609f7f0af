import { workerData } from 'node:worker_threads'
import { openForReading } from './database.ts'
import { openDataset } from './dataset.ts'
import { answer } from './evaluate.ts'
import { commitsAfter, documentAt, parseDocument, parseStored, transactions } from './log.ts'
import { matchDocument } from './match.ts'
import { prepare, queryKey, remember, type Prepared } from './prepare.ts'
import type { MatchRequest, QueryRequest } from './types.ts'
import { serveWorker } from './worker-port.ts'

const start = () => {
  const db = openForReading(String(workerData.folder))
  const dataset = openDataset(db)
  // Loaded before the first question, so that loading is not charged to its time limit.
  if (workerData.preload === true) dataset.catchUp()
  return { context: { db, dataset, prepared: remember<Prepared>(500) }, ready: null }
}

/**
 * Under drafts a key says too little: the deletion of a draft with another slug lets the published document come up,
 * and the commit knows only the draft.
 */
const withoutKeys = (tags: readonly string[]) => [...new Set(tags.map((tag) => tag.replace(/^key:(.+)\.slug=.*$/s, 'type:$1')))].toSorted()

type Context = ReturnType<typeof start>['context']

const query = async ({ dataset, prepared }: Context, request: Omit<QueryRequest, 'lane'> & { now: Date }) => {
  const { query: text, params, perspective, now, identity = '', sourcePaths } = request
  const ready = prepared(queryKey(text, params), () => prepare(text, params))
  const seq = dataset.catchUp()
  const { tags, ...answered } = await answer(ready, { view: dataset.view(perspective), now, identity }, sourcePaths)
  return { ...answered, tags: perspective === 'published' ? tags : withoutKeys(tags), seq }
}

const documents = ({ db }: Context, ids: readonly string[]) => {
  const read = db.prepare('select json from documents where id = ?')
  return ids.map((id) => {
    const row = read.get(id)
    return row === undefined ? null : parseDocument(row.json, id)
  })
}

const documentsAfter = ({ db }: Context, { id, limit }: { id: string; limit: number }) =>
  db
    .prepare('select json from documents where id > ? order by id limit ?')
    .all(id, limit)
    .map((row) => parseDocument(row.json))

const records = ({ db }: Context, kind: string) =>
  new Map(
    db
      .prepare('select key, value from records where kind = ? order by key')
      .all(kind)
      .map((row): [string, unknown] => [String(row.key), parseStored(row.value, `a record (${kind})`)]),
  )

serveWorker(start, {
  query,
  documents,
  documentsAfter,
  records,
  match: (_context: Context, request: MatchRequest & { now: Date }) => matchDocument(request),
  transactions: ({ db }: Context, range: Parameters<typeof transactions>[1]) => transactions(db, range),
  commitsAfter: ({ db }: Context, range: Parameters<typeof commitsAfter>[1]) => commitsAfter(db, range),
  documentAt: ({ db }: Context, what: Parameters<typeof documentAt>[1]) => documentAt(db, what),
  close: ({ db }: Context) => db.close(),
})
