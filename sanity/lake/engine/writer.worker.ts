import { valueOf } from './answer-text.ts'
import { moveAssets, openForWriting } from './database.ts'
import type { Plan } from './plan.ts'
import { openStore } from './store.ts'
import type { AssetPlace } from './types.ts'
import { serveWorker, workerInput } from './worker-port.ts'

const start = () => {
  const { folder, assets, mostPages } = workerInput() as { folder: string; assets?: AssetPlace; mostPages?: number }
  const db = openForWriting(folder, mostPages)
  if (assets) moveAssets(db, assets)
  const store = openStore(db)
  return { context: { db, store }, ready: store.seq }
}

type Context = ReturnType<typeof start>['context']
type WriteArgs = { bytes: Uint8Array; dryRun: boolean }
type RecordsArgs = { kind: string; records: readonly (readonly [string, unknown])[] }

// The only thread that writes does nothing that a request can make long: what is written was computed and bounded before.
serveWorker(start, {
  write: ({ store }: Context, { bytes, dryRun }: WriteArgs) => store.write(valueOf(bytes) as Plan, dryRun),
  putRecords: ({ store }: Context, { kind, records }: RecordsArgs) => store.putRecords(kind, records),
  deleteRecord: ({ store }: Context, { kind, key }: { kind: string; key: string }) => store.deleteRecord(kind, key),
  probe: ({ store }: Context) => store.probe(),
  close: ({ db }: Context) => db.close(),
})
