import { answerTooLarge, boundedText, isLarger, type Text, toBytes } from './answer-text.ts'
import { openForReading } from './database.ts'
import { openDataset } from './dataset.ts'
import { answer } from './evaluate.ts'
import { commitsAfter, documentAt, newest, transactions } from './log.ts'
import { isObject } from './json.ts'
import { opaqueTags } from './opaque-tags.ts'
import { prepare, queryKey, remember, type Prepared } from './prepare.ts'
import { documentTexts, exportPage, recordsOf, withVersions } from './stored-records.ts'
import type { LakeNames, QueryRequest, Asker } from './types.ts'
import { serveWorker, workerInput } from './worker-port.ts'

type Input = { folder: string; preload: boolean; mostBytes: number; names: LakeNames | undefined }

const start = () => {
  const { folder, preload, mostBytes, names } = workerInput() as Input
  const db = openForReading(folder)
  const dataset = openDataset(db)
  // Loaded before the first question, so that loading is not charged to its time limit.
  if (preload) dataset.catchUp()
  return {
    context: { db, dataset, prepared: remember<Prepared>(500), mostBytes, sanity: names ? { sanity: names } : {} },
    ready: null,
  }
}

/**
 * Under drafts a key says too little: the deletion of a draft with another slug lets the published document come up,
 * and the commit knows only the draft.
 */
const withoutKeys = (tags: readonly string[]) =>
  [...new Set(tags.map((tag) => tag.replace(/^key:(.+)\.slug=.*$/s, 'type:$1')))].toSorted()

type Context = ReturnType<typeof start>['context']

/** Of what a mutation's query finds only the ids are needed, however large the documents are. What has none is left as it is. */
const idsIn = (result: unknown): unknown => {
  const idOf = (item: unknown) => (isObject(item) && typeof item._id === 'string' ? { _id: item._id } : item)
  return Array.isArray(result) ? result.map(idOf) : idOf(result)
}

/** Most parameters of a query are small, and a cached tree holds them. */
const MOST_KEY = 64 * 1024

/** The answer as JSON text without its braces, as it is sent: `"result":…,"syncTags":…`. */
const query = async (
  { dataset, prepared, mostBytes, sanity }: Context,
  request: Omit<QueryRequest, 'lane' | keyof Asker> & { now: Date; onlyIds?: boolean },
): Promise<Text & { seq: number }> => {
  const { query: text, params, perspective, now, identity = '', sourcePaths, tagKey, onlyIds = false } = request
  const isLong = isLarger([text, params], MOST_KEY)
  const ready = isLong ? prepare(text, params) : prepared(queryKey(text, params), () => prepare(text, params))
  const seq = dataset.catchUp()
  const { result, tags, sourceMap } = await answer(
    ready,
    { view: dataset.view(perspective), now, identity, ...sanity },
    sourcePaths,
  )
  const syncTags = perspective === 'published' ? tags : withoutKeys(tags)
  const told = {
    result: onlyIds ? idsIn(result) : result,
    syncTags: tagKey === undefined ? syncTags : opaqueTags(syncTags, tagKey),
    ...(sourceMap ? { resultSourceMap: sourceMap } : {}),
  }
  const refuse = () =>
    answerTooLarge(
      mostBytes,
      'Ask for less: only the fields that are needed, or a page at a time with a slice such as [0...100].',
    )
  const bytes = boundedText(told, mostBytes, refuse)
  return { bytes: bytes.slice(1, -1), seq }
}

serveWorker(start, {
  query,
  documents: ({ db }: Context, { ids, allVersions }: { ids: readonly string[]; allVersions: boolean }) =>
    documentTexts(db, allVersions ? withVersions(db, ids) : ids),
  exportPage: ({ db }: Context, page: Parameters<typeof exportPage>[1]) => exportPage(db, page),
  records: ({ db }: Context, which: Parameters<typeof recordsOf>[1]) => recordsOf(db, which),
  newest: ({ db }: Context) => newest(db),
  transactions: ({ db }: Context, page: Parameters<typeof transactions>[1]) => transactions(db, page),
  commitsAfter: ({ db }: Context, page: Parameters<typeof commitsAfter>[1]) => commitsAfter(db, page),
  documentAt: ({ db }: Context, what: Parameters<typeof documentAt>[1]) => ({
    bytes: toBytes(JSON.stringify(documentAt(db, what))),
  }),
  close: ({ db }: Context) => db.close(),
})
