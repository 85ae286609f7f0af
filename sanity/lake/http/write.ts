import { z } from 'zod'
import type { Change, Commit, CommitRequest } from '../engine/types.ts'
import { asActionError, insufficientPermissions } from '../engine/failures.ts'
import { unauthorized } from './answer.ts'
import { readJson, writeLimit } from './body.ts'
import type { Exchange, Route } from './exchange.ts'
import { flag } from './params.ts'

const transactionId = z.string().min(1).max(128).optional()
const mutateBody = z.object({ mutations: z.array(z.unknown()), transactionId })
const actionsBody = z.object({
  actions: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]),
  transactionId,
  dryRun: z.boolean().optional(),
})

/** The two ways to write: mutations, and the Studio's actions. Each request is one transaction. */
export const writeRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/data/mutate/:dataset',
    access: 'write',
    answer: (exchange) =>
      exchange.lake.largeBodies(exchange, async () => {
        const search = exchange.url.searchParams
        const body = await readJson(exchange.req, mutateBody, writeLimit)
        const commit = await commitAs(exchange, {
          mutations: body.mutations,
          ...(body.transactionId ? { transactionId: body.transactionId } : {}),
          dryRun: flag(search, 'dryRun'),
          autoGenerateArrayKeys: flag(search, 'autoGenerateArrayKeys'),
        })
        const withDocuments = flag(search, 'returnDocuments')
        const results =
          withDocuments || flag(search, 'returnIds')
            ? commit.changes.map((change) => resultOf(change, withDocuments))
            : []
        return { json: { transactionId: commit.transactionId, results } }
      }),
  },
  {
    method: 'POST',
    path: '/data/actions/:dataset',
    access: 'write',
    answer: (exchange) =>
      exchange.lake.largeBodies(exchange, async () => {
        const body = await readJson(exchange.req, actionsBody, writeLimit)
        const commit = await commitAs(exchange, {
          actions: Array.isArray(body.actions) ? body.actions : [body.actions],
          ...(body.transactionId ? { transactionId: body.transactionId } : {}),
          dryRun: body.dryRun ?? flag(exchange.url.searchParams, 'dryRun'),
        })
        return { json: { transactionId: commit.transactionId } }
      }),
  },
]

/**
 * Commits what the caller asks for, signed by the caller and within the caller's rights: the one way from a request to the engine.
 * Throws LakeError 401 when the caller was signed out or revoked while the body came in, 403 for what the caller may not write.
 */
export function commitAs(
  { lake, caller, left }: Exchange,
  request: Omit<CommitRequest, 'identity' | 'writable' | 'owner' | 'signal'>,
): Promise<Commit> {
  if (!caller || caller.ended.aborted) throw unauthorized('Writing needs a session or a token.')
  if (caller.writes === null) {
    const refused = insufficientPermissions(0, 'create')
    throw request.actions === undefined ? refused : asActionError(refused)
  }
  return lake.engine.commit({
    ...request,
    identity: caller.id,
    writable: caller.writes,
    owner: caller.id,
    signal: left,
  })
}

function resultOf(change: Change, withDocument: boolean) {
  const document = change.after ?? change.before
  return { id: change.documentId, operation: change.operation, ...(withDocument && document ? { document } : {}) }
}
