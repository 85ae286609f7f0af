import { z } from 'zod'
import { isReleaseDocumentId, releaseDocumentId } from '../engine/ids.ts'
import type { Commit, Engine } from '../engine/types.ts'
import { IMPORT_TIME, isImport } from '../engine/version-lock.ts'
import type { LogEntry } from '../log-entry.ts'
import { failureOf, isWorthLogging, waitAfter } from './due-failures.ts'

const scheduled = z.object({
  _type: z.literal('system.release'),
  state: z.literal('scheduled'),
  publishAt: z.iso.datetime({ offset: true }),
})
/** `from` is the instant (ms) from which on it is to be published; later than `publishAt` after an import or a failure that passes. */
type Waiting = { publishAt: string; from: number; failures: number }

export type DueReleases = {
  /** Publishes what has fallen due by now, the earliest first. One tick at a time: a second one waits for the first. */
  tick(): Promise<void>
  /** The instants at which releases are to be published, in epoch milliseconds. */
  instants(): number[]
  /** Waits for what is being done and hears of nothing any more. */
  close(): Promise<void>
}

/**
 * Releases that were scheduled. They are kept in memory as they are written, and each tick compares their instants with the clock: a timer
 * set to the instant would overflow after 24 days. What fails for a reason that may pass is tried again; what can't be published stays scheduled,
 * with the reason in the log, until it is written again. A release that came in with an import waits until that has had its time.
 */
export async function openDueReleases({
  engine,
  now,
  log,
}: {
  engine: Engine
  now: () => Date
  log: (entry: LogEntry) => void
}): Promise<DueReleases> {
  /** By the id of the release's document: its name is a field, and could be that of another. */
  const waiting = new Map<string, Waiting>()
  const note = (id: string, document: unknown) => {
    const { data } = scheduled.safeParse(document)
    if (data && isReleaseDocumentId(id))
      waiting.set(id, { publishAt: data.publishAt, from: Date.parse(data.publishAt), failures: 0 })
    else waiting.delete(id)
  }
  const stop = engine.onCommit(({ changes }: Commit) => {
    for (const { documentId, after } of changes) note(documentId, after)
  })
  const { result } = await engine.query({
    query: '*[_type == "system.release"]',
    params: {},
    perspective: 'raw',
    lane: 'site',
  })
  for (const document of z.array(z.looseObject({ _id: z.string() })).parse(result)) note(document._id, document)

  async function publish(id: string, release: Waiting): Promise<void> {
    const releaseId = id.slice(releaseDocumentId('').length)
    try {
      // Who scheduled it is who publishes it.
      const [last] = await engine.transactions({ documentIds: [id], reverse: true, limit: 1 })
      const brought = last?.changes.find(({ documentId }) => documentId === id)
      const imported = last && brought && isImport(brought.mutations) ? Date.parse(last.timestamp) + IMPORT_TIME : 0
      if (imported > now().getTime()) return void waiting.set(id, { ...release, from: imported })
      await engine.commit({
        actions: [{ actionType: 'sanity.action.release.publish', releaseId }],
        identity: last?.identity ?? 'lakeside',
      })
    } catch (error) {
      const failures = release.failures + 1
      const { kind } = failureOf(error)
      // Written while it was being published: what holds now came with that commit.
      if (waiting.get(id) !== release) return
      if (kind === 'final') waiting.delete(id)
      else waiting.set(id, { ...release, failures, from: now().getTime() + waitAfter(failures) })
      if (isWorthLogging(failures))
        log({
          level: 'error',
          message: 'A scheduled release could not be published.',
          release: releaseId,
          at: release.publishAt,
          isTriedAgain: kind !== 'final',
          error: error instanceof Error ? error.message : String(error),
        })
    }
  }

  const run = async () => {
    const at = now().getTime()
    const due = [...waiting]
      .filter(([, { from }]) => from <= at)
      .toSorted(([, a], [, b]) => Date.parse(a.publishAt) - Date.parse(b.publishAt))
    for (const [id, release] of due) if (waiting.get(id) === release) await publish(id, release)
  }
  let last: Promise<void> = Promise.resolve()
  let isClosed = false
  return {
    tick() {
      if (!isClosed)
        last = last
          .then(run)
          .catch((error: unknown) =>
            log({ level: 'error', message: 'A look for due releases failed.', error: String(error) }),
          )
      return last
    },
    instants: () => [...waiting.values()].map(({ publishAt }) => Date.parse(publishAt)),
    async close() {
      isClosed = true
      await last
      stop()
    },
  }
}
