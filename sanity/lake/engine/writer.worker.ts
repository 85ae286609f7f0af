import { workerData } from 'node:worker_threads'
import { moveAssets, openForWriting } from './database.ts'
import { openStore, type Author } from './store.ts'
import type { Transaction } from './transaction.ts'
import type { AssetPlace } from './types.ts'
import { serveWorker } from './worker-port.ts'

const start = () => {
  const { folder, assets, mostPages }: { folder: string; assets?: AssetPlace; mostPages?: number } = workerData
  const db = openForWriting(folder, mostPages)
  if (assets) moveAssets(db, assets)
  const store = openStore(db)
  return { context: { db, store }, ready: store.seq }
}

type Context = ReturnType<typeof start>['context']
type CommitArgs = { transaction: Transaction; author: Author; dryRun: boolean }
type RecordArgs = { kind: string; key: string; value?: unknown }

serveWorker(start, {
  commit: ({ store }: Context, { transaction, author, dryRun }: CommitArgs) => store.commit(transaction, author, dryRun),
  putRecord: ({ store }: Context, { kind, key, value }: RecordArgs) => store.putRecord(kind, key, value),
  deleteRecord: ({ store }: Context, { kind, key }: RecordArgs) => store.deleteRecord(kind, key),
  close: ({ db }: Context) => db.close(),
})
