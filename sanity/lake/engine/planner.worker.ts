import { openForReading } from './database.ts'
import { matchDocument } from './match.ts'
import { planTransaction } from './plan.ts'
import type { MatchRequest } from './types.ts'
import { serveWorker, workerInput } from './worker-port.ts'

type Context = { db: ReturnType<typeof openForReading> }
type Changes = readonly Pick<MatchRequest, 'before' | 'after'>[]

/** One question for all changes of a commit: a listener must not make as many questions as a transaction has documents. */
const match = async (_context: Context, { changes, ...question }: Omit<MatchRequest, 'before' | 'after'> & { now: Date; changes: Changes }) => {
  const matches: { before: boolean; after: boolean }[] = []
  for (const change of changes) matches.push(await matchDocument({ ...question, ...change }))
  return matches
}

serveWorker((): { context: Context; ready: null } => ({ context: { db: openForReading((workerInput() as { folder: string }).folder) }, ready: null }), {
  plan: ({ db }: Context, asked: Parameters<typeof planTransaction>[1]) => planTransaction(db, asked),
  match,
  close: ({ db }: Context) => db.close(),
})
