import { z } from 'zod'
import { type Commit, type Engine, LakeError } from '../engine/types.ts'
import type { LogEntry } from '../http/exchange.ts'

const scheduled = z.object({ _rev: z.string(), _type: z.literal('system.release'), name: z.string(), state: z.literal('scheduled'), publishAt: z.iso.datetime({ offset: true }) })
type Scheduled = z.infer<typeof scheduled>

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
 * set to the instant would overflow after 24 days. What can't be published stays scheduled, with the reason in the log, until it is written anew.
 */
export async function openDueReleases({ engine, now, log }: { engine: Engine; now: () => Date; log: (entry: LogEntry) => void }): Promise<DueReleases> {
  const waiting = new Map<string, Scheduled>()
  const note = (id: string, document: unknown) => {
    const release = scheduled.safeParse(document)
    if (release.success) waiting.set(id, release.data)
    else waiting.delete(id)
  }
  const stop = engine.onCommit(({ changes }: Commit) => {
    for (const { documentId, after } of changes) note(documentId, after)
  })
  const { result } = await engine.query({ query: '*[_type == "system.release"]', params: {}, perspective: 'raw', lane: 'studio' })
  for (const document of z.array(z.looseObject({ _id: z.string() })).parse(result)) note(document._id, document)

  async function publish(id: string, { name, publishAt }: Scheduled): Promise<void> {
    // Who scheduled it is who publishes it.
    const [last] = await engine.transactions({ documentIds: [id], reverse: true, limit: 1 })
    try {
      await engine.commit({ actions: [{ actionType: 'sanity.action.release.publish', releaseId: name }], identity: last?.identity ?? 'lakeside' })
    } catch (error) {
      waiting.delete(id)
      log({ level: 'error', message: 'A scheduled release could not be published.', release: name, at: publishAt, error: error instanceof LakeError ? error.message : String(error) })
    }
  }

  const run = async () => {
    const at = now().getTime()
    const due = [...waiting].filter(([, { publishAt }]) => Date.parse(publishAt) <= at).toSorted(([, a], [, b]) => Date.parse(a.publishAt) - Date.parse(b.publishAt))
    for (const [id, release] of due) if (waiting.get(id) === release) await publish(id, release)
  }
  let last: Promise<void> = Promise.resolve()
  let isClosed = false
  return {
    tick() {
      if (!isClosed) last = last.then(run).catch((error: unknown) => log({ level: 'error', message: 'A look for due releases failed.', error: String(error) }))
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
